import DrugCatalog

/// The JSON of sources, each worded once and told once in a record.
final class SourceFragments {
  private let catalog: Catalog
  private let writer = JSONWriter()
  private var numbers: [Source.ID: Int] = [:]
  /// The id and what it stands for, as a member of an object; empty for an id that the catalog does not define.
  private var members: [[UInt8]] = []
  /// The record in which each was told last.
  private var lastRecords: [Int] = []
  private var record = 0

  init(catalog: Catalog) { self.catalog = catalog }

  func number(of id: Source.ID) -> Int {
    if let number = numbers[id] { return number }
    var member: [UInt8] = []
    if let source = catalog.source(id) {
      member = writer.piece { writer.string(id.rawValue) } + Array(":".utf8)
      member += writer.piece { writer.object { writer.source(source) } }
    }
    numbers[id] = members.count
    members.append(member)
    lastRecords.append(0)
    return members.count - 1
  }

  /// Appends the sources of a record's findings, each once, in their order.
  func append(_ findings: [FindingFragments.Fragment], to output: inout [UInt8]) {
    record += 1
    var isFirst = true
    for finding in findings {
      for number in finding.sources where lastRecords[number] != record {
        lastRecords[number] = record
        if members[number].isEmpty { continue }
        if isFirst { isFirst = false } else { output.append(UInt8(ascii: ",")) }
        output.append(contentsOf: members[number])
      }
    }
  }
}
