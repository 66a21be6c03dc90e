import DrugCatalog

/// Figures in words: never without what they are compared to, never without their interval where there is one.
enum FigureWording {
  /// The source's own words where they hold the figure ("loop diuretic class aSR 1.20 (95% CI 1.00 to 1.44;
  /// P=0.07)"), because they name the subclass, the comparator and the arms; empty when there is none.
  static func words(_ figure: CrampAssociation.Figure) -> String {
    let printed = figure.text == "no figure" ? "" : intervals(figure.text)
    switch figure.measure {
    case .none: return printed
    case .percent:
      if !printed.isEmpty { return printed }
      let comparator = figure.comparator.isEmpty ? "" : " against \(figure.comparator)%"
      return "\(figure.value)%\(comparator)"
    case .ratio:
      if printed.contains(figure.value) { return printed }
      let interval = figure.low.isEmpty ? "" : " (95% CI \(figure.low) to \(figure.high))"
      return "ratio \(figure.value)\(interval)" + (printed.isEmpty ? "" : ": " + printed)
    }
  }

  /// The first of several figures that a source gives, for a line that must be short.
  static func short(_ figure: CrampAssociation.Figure) -> String {
    let words = words(figure)
    var depth = 0
    for index in words.utf8.indices {
      switch words.utf8[index] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: ";") where depth == 0: return String(words[..<index])
      default: break
      }
    }
    return words
  }

  /// What the association says about more or less than a comparator.
  static func direction(_ direction: CrampAssociation.Direction) -> String {
    switch direction {
    case .excess: "more often than in the comparison"
    case .excessNotSignificant: "more often than in the comparison, but not significantly"
    case .noExcess: "without a clear excess over the comparison"
    case .notCompared: "reported, not compared with anything"
    case .negativeStudy: "studied without a link"
    }
  }

  /// The same, with the figure looked at: what stayed below its one comparator is said to be rarer.
  static func direction(_ association: CrampAssociation) -> String {
    let figure = association.figure
    guard association.direction == .noExcess, figure.measure == .percent, hasOneComparator(figure.text),
      let value = Double(figure.value), let comparator = Double(figure.comparator)
    else { return direction(association.direction) }
    if value == comparator { return "as often as in the comparison" }
    return value < comparator ? "less often than in the comparison" : direction(association.direction)
  }

  /// Whether a figure names a single comparator rate: with several ("0% or 1.1%") its highest says too little.
  private static func hasOneComparator(_ text: String) -> Bool {
    var arms = text.split(separator: " ").split(separator: "vs")
    guard arms.count == 2 else { return false }
    return arms.removeLast().count { $0.contains("%") } == 1
  }

  static func symptom(_ symptom: CrampAssociation.Symptom) -> String {
    switch symptom {
    case .legCramps: "leg cramps"
    case .muscleCramps: "muscle cramps"
    case .muscleSpasms: "muscle spasms"
    case .otherMyalgia: "muscle pain"
    case .electrolyteSign: "signs of electrolyte loss"
    case .abdominalDoubt: "cramps that may be abdominal"
    }
  }

  /// The mark that reports put on what nobody read at its source; empty for what was read there.
  static func mark(_ verification: Verification) -> String {
    switch verification {
    case .unverified: "unverified"
    case .secondary: "second-hand source"
    case .primary, .oneSource, .twoSources: ""
    }
  }

  /// What the letters of grades stand for.
  static let grades =
    "Grades: A large randomised data; B controlled or population data, or a label rate with its comparator; "
    + "C listed on a label, or a rate without comparator; D expert list or belief."

  /// What "aSR" stands for, said once where a report uses it.
  static let legend = "aSR: adjusted sequence ratio; 1 is no difference."

  /// `1.29-1.68` as `1.29 to 1.68`: a hyphen between two figures could be read as a minus.
  private static func intervals(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var words: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      let isBetweenDigits =
        byte == UInt8(ascii: "-") && index > 0 && index + 1 < bytes.count && isDigit(bytes[index - 1])
        && isDigit(bytes[index + 1])
      if isBetweenDigits { words += Array(" to ".utf8) } else { words.append(byte) }
    }
    return String(decoding: words, as: UTF8.self)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
