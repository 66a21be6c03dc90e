private import CSimdjson

/// A value of the document that was parsed last; must not outlive the call that handed it out.
@safe struct JSONNode {
  private let rows: UnsafeRawPointer
  private let index: Int
  private let cursor: UnsafeMutablePointer<JSONLineCursor>

  init(rows: UnsafeRawPointer, index: Int, cursor: UnsafeMutablePointer<JSONLineCursor>) {
    unsafe self.rows = rows
    self.index = index
    unsafe self.cursor = cursor
  }

  private var row: json_row { unsafe Self.row(rows, index) }

  @inline(__always)
  private static func row(_ rows: UnsafeRawPointer, _ index: Int) -> json_row {
    unsafe rows.assumingMemoryBound(to: json_row.self)[index]
  }

  /// Where the value stands among the rows of its document.
  var place: Int { index }

  /// The value at a place among the rows of the document, which must have that many.
  func node(_ place: Int) -> JSONNode { unsafe JSONNode(rows: rows, index: place, cursor: cursor) }

  var isObject: Bool { unsafe Int(row.kind) == Int(JSON_OBJECT) }
  var isArray: Bool { unsafe Int(row.kind) == Int(JSON_ARRAY) }
  var isNull: Bool { unsafe Int(row.kind) == Int(JSON_NULL) }
  var isTrue: Bool { unsafe Int(row.kind) == Int(JSON_TRUE) }
  var isFalse: Bool { unsafe Int(row.kind) == Int(JSON_FALSE) }

  /// A number that was parsed; `nil` for one that is kept as written, and for anything else.
  var parsedNumber: String? {
    let row = unsafe row
    switch unsafe Int(row.kind) {
    case Int(JSON_INTEGER): return unsafe String(Int64(bitPattern: row.bits))
    case Int(JSON_UNSIGNED): return unsafe String(row.bits)
    case Int(JSON_DOUBLE): return unsafe String(Double(bitPattern: row.bits))
    default: return nil
    }
  }

  /// A string's characters or a number as written; `nil` for anything else.
  var characters: UnsafeRawBufferPointer? {
    let row = unsafe row
    guard unsafe Int(row.kind) == Int(JSON_STRING) || Int(row.kind) == Int(JSON_NUMBER) else { return nil }
    return unsafe UnsafeRawBufferPointer(start: row.text, count: Int(row.text_length))
  }

  /// The key that the value stands under; empty for the root and for elements of arrays.
  var key: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: row.key, count: Int(row.key_length))
  }

  /// Whether the vocabulary holds the key.
  var hasKnownKey: Bool { unsafe Int(row.name) != Int(JSON_NO_NAME) }

  /// The member whose key has that place in the vocabulary.
  func member(_ name: UInt16) -> JSONNode? {
    guard isObject else { return nil }
    let object = unsafe rows.assumingMemoryBound(to: json_row.self) + index
    guard unsafe object.pointee.names & (1 << UInt64(name % 64)) != 0 else { return nil }
    let end = unsafe rows.assumingMemoryBound(to: json_row.self) + Int(object.pointee.next)
    var child = unsafe object + 1
    while unsafe child < end {
      if unsafe child.pointee.name == name {
        return unsafe node(child - rows.assumingMemoryBound(to: json_row.self))
      }
      unsafe child = rows.assumingMemoryBound(to: json_row.self) + Int(child.pointee.next)
    }
    return nil
  }

  /// Hands out members of an object or elements of an array, nulls among them, until `body` returns false.
  func eachChild(_ body: (JSONNode) -> Bool) {
    guard isObject || isArray else { return }
    let end = unsafe Int(row.next)
    var child = index + 1
    while child < end {
      guard body(node(child)) else { return }
      child = unsafe Int(Self.row(rows, child).next)
    }
  }

  /// Where the value, or its key, begins; from 1.
  /// - Complexity: Every byte is counted once where lines are asked for in the order of the document.
  var line: Int { unsafe cursor.pointee.line(at: Int(row.offset)) }
}

/// Counts lines of a document, on from where it was asked last.
@safe struct JSONLineCursor {
  private let start: UnsafeRawPointer
  private let firstLine: Int
  private var offset = 0
  private var line: Int

  init(start: UnsafeRawPointer, firstLine: Int) {
    unsafe self.start = start
    self.firstLine = firstLine
    line = firstLine
  }

  /// - Complexity: O(bytes since the place that was asked for last).
  mutating func line(at wanted: Int) -> Int {
    if wanted < offset {
      offset = 0
      line = firstLine
    }
    let rest = unsafe (start + offset).assumingMemoryBound(to: CChar.self)
    line += unsafe json_count_line_feeds(rest, wanted - offset)
    offset = wanted
    return line
  }
}
