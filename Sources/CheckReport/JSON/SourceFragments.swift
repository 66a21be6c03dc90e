import DrugCatalog

/// The JSON of sources, each worded once and told once in a record.
final class SourceFragments {
  private let catalog: Catalog
  private let writer = JSONWriter()
  private var numbers: [Source.ID: Int] = [:]
  private var known: [Known] = []
  private var listNumbers: [[Int]: Int] = [:]
  private var lists: [List] = []
  /// The sources of all lists.
  private var listed: [Int] = []
  private let kept = OutputBytes()
  private var record = 0
  /// The sources of the record, in the order in which they were told of.
  private var told: [Int] = []

  private struct Known {
    /// The id and what it stands for, as a member of an object; empty for an id that the catalog does not define.
    let member: OutputBytes.Piece
    /// The record in which it was told of last.
    var lastRecord = 0
  }

  /// Sources that are told of together.
  private struct List {
    /// Where they stand in `listed`.
    let range: Range<Int>
    /// The record in which they were told of last.
    var lastRecord = 0
  }

  init(catalog: Catalog) { self.catalog = catalog }

  /// The number of a list of sources, good until lists are forgotten. Many findings have the same.
  func list(of ids: [Source.ID]) -> Int {
    let sources = ids.map(number)
    if let number = listNumbers[sources] { return number }
    listNumbers[sources] = lists.count
    lists.append(List(range: listed.count..<(listed.count + sources.count)))
    listed += sources
    return lists.count - 1
  }

  func forgetLists() {
    listNumbers.removeAll(keepingCapacity: true)
    lists.removeAll(keepingCapacity: true)
    listed.removeAll(keepingCapacity: true)
  }

  private func number(of id: Source.ID) -> Int {
    if let number = numbers[id] { return number }
    let member = kept.piece { kept in
      guard let source = catalog.source(id) else { return }
      writer.append(to: kept) { writer.string(id.rawValue) }
      kept.append(":")
      writer.append(to: kept) { writer.object { writer.source(source) } }
    }
    numbers[id] = known.count
    known.append(Known(member: member))
    return known.count - 1
  }

  /// Begins the sources of a record, each of which stands there once.
  func beginRecord() {
    record += 1
    told.removeAll(keepingCapacity: true)
  }

  /// Notes that the record tells of a list of sources.
  func tell(list number: Int) {
    guard lists[number].lastRecord != record else { return }
    lists[number].lastRecord = record
    for place in lists[number].range { tell(listed[place]) }
  }

  private func tell(_ number: Int) {
    guard known[number].lastRecord != record else { return }
    known[number].lastRecord = record
    if !known[number].member.isEmpty { told.append(number) }
  }

  /// Appends the sources of the record, with commas between.
  func append(to output: OutputBytes) {
    for index in told.indices {
      if index > 0 { output.append(",") }
      output.append(known[told[index]].member, of: kept)
    }
  }
}
