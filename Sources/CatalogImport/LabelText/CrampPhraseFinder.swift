import DrugCatalog

/// Finds what a label says of leg cramps, muscle cramps and muscle spasms.
///
/// It reads grammar, not meaning: it tells the three apart, sets cramps of other parts of the body aside, and knows
/// negation, indications, withdrawal and low salts by the words of the same sentence. Across sentences it reads only
/// whether they go on about low salts.
package enum CrampPhraseFinder {
  /// Longest passage that is kept with a mention, in bytes.
  static let mostWords = 300

  /// The mentions in a paragraph or list item. - Complexity: O(bytes).
  package static func mentions(in text: [UInt8]) -> [CrampMention] {
    guard mayMention(text.span) else { return [] }
    let sentences = LabelWords.sentences(text)
    var isAboutLowSalts = false
    return sentences.indices.flatMap { number -> [CrampMention] in
      let sentence = sentences[number]
      let next = sentences.indices.contains(number + 1) ? sentences[number + 1] : []
      let isExplained = LowSalts.goesOn(next.prefix(2)) && LowSalts.first(in: next) != nil
      let found = CrampSites(words: sentence).terms().map { term in
        let goesOn = isAboutLowSalts && LowSalts.goesOn(sentence[..<term.words.lowerBound])
        return mention(term, of: sentence, in: text, isAmongLowSalts: goesOn || isExplained)
      }
      isAboutLowSalts =
        LowSalts.first(in: sentence) != nil || (isAboutLowSalts && LowSalts.goesOn(sentence[...]))
      return found
    }
  }

  /// The mentions in a table's rows, with the figures of the drug's and the comparator's column.
  package static func mentions(in table: LabelTable) -> [CrampMention] {
    var group: [UInt8] = []
    return table.rows.flatMap { row -> [CrampMention] in
      let filled = row.filter { !$0.text.isEmpty }
      // A row of words alone heads those below: "Musculoskeletal".
      if filled.count == 1, let only = filled.first, only.isLabel, only.text.count < 100 { group = only.text }
      return row.flatMap { cell -> [CrampMention] in
        guard cell.column == 0 || cell.isLabel, mayMention(cell.text.span) else { return [] }
        return mentions(of: cell, in: row, under: cell.text == group ? [] : group, of: table)
      }
    }
  }

  /// Whether the letters of a cramp or a spasm stand in the text: nearly all of a label is passed over by this.
  static func mayMention(_ text: Span<UInt8>) -> Bool {
    // Both "cramp" and "spasm" have "a" third, "m"; "horse" is rare enough to be looked for by its "rse".
    var at = 0
    while at + 4 < text.count {
      let third = text[at + 2] | 0x20
      if third == 0x61 {
        let (a, b, d, e) = (text[at] | 0x20, text[at + 1] | 0x20, text[at + 3] | 0x20, text[at + 4] | 0x20)
        if a == 0x63, b == 0x72, d == 0x6D, e == 0x70 { return true }
        if a == 0x73, b == 0x70, d == 0x73, e == 0x6D { return true }
        if a == 0x63, b == 0x68, d == 0x72, e == 0x6C { return true }
      }
      at += 1
    }
    return false
  }

  private static func mention(
    _ term: CrampTerm, of sentence: [LabelWord], in text: [UInt8], isAmongLowSalts: Bool
  ) -> CrampMention {
    let context = CrampContext(words: sentence, term: term, isAmongLowSalts: isAmongLowSalts)
    let reading = context.reading
    var mention = CrampMention(
      reading: reading, symptom: term.symptom, term: excerpt(text, range(term.words, of: sentence)),
      words: excerpt(text, range(0..<sentence.count, of: sentence), around: range(term.words, of: sentence)))
    if reading == .reaction, let rate = ProseFigure(words: sentence, term: term).rate {
      mention.figure = rate.figure
      mention.direction = rate.direction
    }
    if reading == .negated { mention.direction = .noExcess }
    return mention
  }

  private static func mentions(
    of cell: LabelTable.Cell, in row: [LabelTable.Cell], under group: [UInt8], of table: LabelTable
  ) -> [CrampMention] {
    // Lines that no other cell has are one text that was wrapped.
    let isList = row.contains { $0.column != cell.column && $0.lines.count == cell.lines.count }
    let lines = isList ? cell.lines : [Array(cell.lines.joined(separator: [0x20]))]
    return lines.enumerated().flatMap { line, text -> [CrampMention] in
      mentions(in: group.isEmpty ? text : group + Array(": ".utf8) + text).map { found in
        var mention = found
        mention.words = table.words(of: row, line: line, lineCount: lines.count)
        if mention.reading == .reaction, let rate = table.rate(of: row, line: line, lineCount: lines.count) {
          mention.figure = rate.figure
          mention.direction = rate.direction
        }
        return mention
      }
    }
  }

  private static func range(_ words: Range<Int>, of sentence: [LabelWord]) -> Range<Int> {
    sentence[words.lowerBound].range.lowerBound..<sentence[words.upperBound - 1].range.upperBound
  }

  /// The bytes of a range as text, cut around what matters where they are too many.
  static func excerpt(_ text: [UInt8], _ range: Range<Int>, around middle: Range<Int>? = nil) -> String {
    var range = range
    if range.count > mostWords {
      let centre = middle.map { ($0.lowerBound + $0.upperBound) / 2 } ?? range.lowerBound
      let start = max(range.lowerBound, min(centre - mostWords / 2, range.upperBound - mostWords))
      range = wholeWords(text, start..<min(range.upperBound, start + mostWords), within: range)
    }
    return String(decoding: text[range], as: UTF8.self)
  }

  /// Shrinks a range to the blanks nearest to its ends, so that neither a word nor a character is cut.
  private static func wholeWords(_ text: [UInt8], _ range: Range<Int>, within whole: Range<Int>) -> Range<Int>
  {
    var start = range.lowerBound
    var end = range.upperBound
    if start > whole.lowerBound {
      while start < end, text[start] != 0x20 { start += 1 }
      start = min(end, start + 1)
    }
    if end < whole.upperBound { while end > start, text[end - 1] != 0x20 { end -= 1 } }
    return start..<end
  }
}
