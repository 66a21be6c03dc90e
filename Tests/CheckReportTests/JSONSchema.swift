import Foundation

/// Checks JSON against the part of JSON Schema (draft 2020-12) that the project's schemas use. Any other keyword is
/// an error, so that no rule is ever passed over in silence.
struct JSONSchema {
  private let root: [String: Any]

  static func named(_ name: String) throws -> JSONSchema {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "../../Sources/crampcheck/crampcheck.docc/Schemas/\(name).schema.json")
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    return JSONSchema(root: json as? [String: Any] ?? [:])
  }

  /// Every way in which one line of JSON breaks the schema.
  func violations(of line: [UInt8]) -> [String] {
    do {
      let value = try JSONSerialization.jsonObject(with: Data(line), options: .fragmentsAllowed)
      return violations(value, root, at: "$")
    } catch {
      return ["not JSON: \(error)"]
    }
  }

  private func violations(_ value: Any, _ schema: [String: Any], at path: String) -> [String] {
    var found: [String] = []
    for (keyword, rule) in schema {
      switch keyword {
      case "$schema", "$defs", "title", "description", "required": break
      case "$ref":
        let name = (rule as? String)?.split(separator: "/").last.map(String.init) ?? ""
        let target = (root["$defs"] as? [String: Any])?[name] as? [String: Any]
        found += target.map { violations(value, $0, at: path) } ?? ["\(path): the schema lacks \(name)"]
      case "type":
        let types = rule as? [String] ?? [rule as? String ?? ""]
        if !types.contains(where: { Self.isType(value, $0) }) { found.append("\(path): not \(types)") }
      case "enum":
        if !(rule as? [String] ?? []).contains(value as? String ?? "") { found.append("\(path): \(value)") }
      case "const":
        if (rule as? Int) != (value as? Int) { found.append("\(path): not \(rule)") }
      case "minimum":
        if let number = value as? Int, number < rule as? Int ?? 0 { found.append("\(path): too small") }
      case "minLength":
        if let text = value as? String, text.isEmpty { found.append("\(path): empty") }
      case "pattern":
        if let text = value as? String,
          text.range(of: rule as? String ?? "", options: .regularExpression) == nil
        {
          found.append("\(path): no match")
        }
      case "items":
        for (index, item) in (value as? [Any] ?? []).enumerated() {
          found += violations(item, rule as? [String: Any] ?? [:], at: "\(path)[\(index)]")
        }
      case "properties", "additionalProperties": break
      default: found.append("\(path): the schema says \(keyword), which this test does not know")
      }
    }
    if let object = value as? [String: Any] { found += members(object, schema, at: path) }
    return found
  }

  private func members(_ object: [String: Any], _ schema: [String: Any], at path: String) -> [String] {
    let properties = schema["properties"] as? [String: Any] ?? [:]
    var found = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }.map {
      "\(path): lacks \($0)"
    }
    for (key, member) in object {
      if let rule = properties[key] as? [String: Any] {
        found += violations(member, rule, at: "\(path).\(key)")
      } else if let rule = schema["additionalProperties"] as? [String: Any] {
        found += violations(member, rule, at: "\(path).\(key)")
      } else if schema["additionalProperties"] as? Bool == false {
        found.append("\(path): has \(key)")
      }
    }
    return found
  }

  private static func isType(_ value: Any, _ type: String) -> Bool {
    switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "null": value is NSNull
    case "boolean": (value as? NSNumber).map(isBoolean) ?? false
    case "integer":
      (value as? NSNumber).map { !isBoolean($0) && Double($0.intValue) == $0.doubleValue } ?? false
    default: false
    }
  }

  private static func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
