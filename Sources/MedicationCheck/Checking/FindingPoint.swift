package import DrugCatalog

/// What a finding says, apart from whose list it is about.
///
/// Never changes: one object serves every patient of whom it is true, and its identity stands for its contents
/// wherever something is kept for each. Equal when its contents are.
package final class FindingPoint: Hashable, Sendable {
  package let kind: Finding.Kind
  /// The drugs concerned, in the order that the wording uses.
  package let drugs: [DrugRow]
  /// `kind` without what it holds.
  package let category: Category
  /// On interactions, loads and cautions; nil elsewhere.
  package let severity: Severity?
  /// False for a caution of which nobody knows whether it concerns the patient.
  package let isMatched: Bool
  /// The place among findings, the first to be read lowest.
  let readingRank: Int

  package init(_ kind: Finding.Kind, drugs: [DrugRow]) {
    self.kind = kind
    self.drugs = drugs
    (category, severity, isMatched) = kind.outline
    readingRank = kind.readingRank(severity)
  }

  package enum Category: Int, CaseIterable, Hashable, Sendable {
    case crampCause, treatmentCaution, interaction, noInteraction, duplicateIngredient, duplicateClass
    case additiveLoad, cascade, patientFactor, redFlag, notChecked, notReviewed, lookAlike
    /// A caution of the label of a medicine that is no cramp treatment.
    case labelCaution
  }

  package static func == (a: FindingPoint, b: FindingPoint) -> Bool {
    a === b || a.category == b.category && a.drugs == b.drugs && a.kind == b.kind
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(category)
    hasher.combine(drugs)
    hasher.combine(kind)
  }
}

extension Finding.Kind {
  fileprivate var outline: (FindingPoint.Category, Severity?, isMatched: Bool) {
    switch self {
    case .crampCause: (.crampCause, nil, true)
    case .treatmentCaution(let treatment, let statement, let match):
      (treatment.isTreatment ? .treatmentCaution : .labelCaution, statement.severity, match == .matched)
    case .interaction(_, let severity, _, _): (.interaction, severity, true)
    case .noInteraction: (.noInteraction, nil, true)
    case .duplicateIngredient: (.duplicateIngredient, nil, true)
    case .duplicateClass: (.duplicateClass, nil, true)
    case .additiveLoad(let load, _): (.additiveLoad, load.severity, true)
    case .cascade: (.cascade, nil, true)
    case .patientFactor: (.patientFactor, nil, true)
    case .redFlag: (.redFlag, nil, true)
    case .notChecked: (.notChecked, nil, true)
    case .notReviewed: (.notReviewed, nil, true)
    case .lookAlike: (.lookAlike, nil, true)
    }
  }
}
