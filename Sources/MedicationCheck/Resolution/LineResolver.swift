import DrugCatalog
import PatientMedications

/// Resolves line after line with the same buffers. One thread, one worker.
package struct LineResolver {
  let catalog: Catalog
  let isExact: Bool
  let country: String?

  /// The folded line.
  var key: [UInt8] = []
  var words = KeyWords()
  var parts: [LinePart] = []
  var names: [FoundName] = []
  /// Two words as one, while looking for names that were broken apart.
  var joined: [UInt8] = []
  var search = SpellingSearch()
  var spellings = SpellingMemory()
  var remarks: [String] = []

  private static let longestText = 200

  init(_ resolver: MedicationResolver) {
    catalog = resolver.catalog
    isExact = resolver.isExact
    country = resolver.country
  }

  /// The answer for one line of UTF-8 text.
  /// - Complexity: O(length of the line); words that nothing explains cost a search for near names each.
  package mutating func resolve(line: Span<UInt8>) -> LineAnswer {
    // The last answer shares them: to keep their capacity would copy it into every answer.
    remarks = []
    guard NameKey.fold(line, into: &key) else {
      return LineAnswer(.unrecognised(suggestions: []), remarks: [Remark.notUTF8])
    }
    let folded = key
    words.read(folded.span)
    parts.removeAll(keepingCapacity: true)
    names.removeAll(keepingCapacity: true)
    if let answer = wholeEntryAsCode() { return answer }
    splitIntoParts()
    let resolution = disguisedName() ?? decide()
    return LineAnswer(resolution, remarks: remarks)
  }

  /// The words `first` to `last` in loose form, cut short where they are longer than a name can be.
  func text(_ first: Int, _ last: Int) -> String {
    let (start, end) = (Int(words.words[first].start), Int(words.words[last].end))
    guard end - start > Self.longestText else {
      return String(decoding: words.bytes[start..<end], as: UTF8.self)
    }
    var cut = start + Self.longestText
    while cut > start, words.bytes[cut] & 0xC0 == 0x80 { cut -= 1 }
    return String(decoding: words.bytes[start..<cut], as: UTF8.self) + "…"
  }

  func text(of part: LinePart) -> String { text(part.first, part.last) }
}
