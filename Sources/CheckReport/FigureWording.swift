import DrugCatalog

/// Figures in words: never without what they are compared to, never without their interval where there is one.
enum FigureWording {
  /// `1.48 (95 % CI 1.29 to 1.68)`, `5.9 % against 1.9 %`, or the source's own words.
  static func words(_ figure: CrampAssociation.Figure) -> String {
    switch figure.measure {
    case .ratio:
      guard !figure.value.isEmpty else { return figure.text }
      let interval = figure.low.isEmpty ? "" : " (95 % CI \(figure.low) to \(figure.high))"
      return "ratio \(figure.value)\(interval), 1 being no difference"
    case .percent:
      guard !figure.value.isEmpty else { return figure.text }
      let comparator = figure.comparator.isEmpty ? ", not compared" : " against \(figure.comparator) %"
      return "\(figure.value) %\(comparator)"
    case .none: return figure.text == "no figure" ? "" : figure.text
    }
  }

  /// What the association says about more or less than a comparator.
  static func direction(_ association: CrampAssociation) -> String {
    switch association.direction {
    case .excess: "more often than in the comparison"
    case .excessNotSignificant: "more often than in the comparison, but not significantly"
    case .noExcess: "no more often than in the comparison"
    case .notCompared: "without a comparison"
    case .negativeStudy: "a study found no link"
    }
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

  /// The mark that reports put on what nobody read in a source.
  static func mark(_ attribution: Attribution) -> String {
    switch attribution.verification {
    case .unverified: " (unverified)"
    case .secondary: " (second-hand)"
    default: ""
    }
  }
}
