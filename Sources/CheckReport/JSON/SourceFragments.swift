import DrugCatalog

/// The JSON of sources, each worded once and told once in a record.
final class SourceFragments {
  private let catalog: Catalog
  private let writer = JSONWriter()
  private var numbers: [Source.ID: Int] = [:]
  /// The id and what it stands for, as a member of an object; empty for an id that the catalog does not define.
  private var members: [SharedBytes.Piece] = []
  private var shared = SharedBytes()
  /// The record in which each was told last.
  private var lastRecords: [Int] = []
  private var record = 0
  private var isFirst = true

  init(catalog: Catalog) { self.catalog = catalog }

  func number(of id: Source.ID) -> Int {
    if let number = numbers[id] { return number }
    var member: [UInt8] = []
    if let source = catalog.source(id) {
      member = writer.piece { writer.string(id.rawValue) } + Array(":".utf8)
      member += writer.piece { writer.object { writer.source(source) } }
    }
    numbers[id] = members.count
    members.append(shared.keep(member))
    lastRecords.append(0)
    return members.count - 1
  }

  /// Begins the sources of a record, each of which stands there once.
  func beginRecord() {
    record += 1
    isFirst = true
  }

  /// Appends a source, unless this record has it already.
  func append(_ number: Int, to output: inout [UInt8]) {
    guard lastRecords[number] != record else { return }
    lastRecords[number] = record
    if members[number].isEmpty { return }
    if isFirst { isFirst = false } else { output.append(UInt8(ascii: ",")) }
    shared.append(members[number], to: &output)
  }
}
