import DrugCatalog
package import MedicationCheck

extension FindingPoint.Category {
  /// The word that stands for the kind in JSON and CSV.
  var keyword: String {
    switch self {
    case .crampCause: "crampCause"
    case .treatmentCaution: "treatmentCaution"
    case .labelCaution: "labelCaution"
    case .interaction, .noInteraction: "interaction"
    case .duplicateIngredient: "duplicateIngredient"
    case .duplicateClass: "duplicateClass"
    case .additiveLoad: "additiveLoad"
    case .cascade: "cascade"
    case .patientFactor: "patientFactor"
    case .redFlag: "redFlag"
    case .notChecked: "notChecked"
    case .notReviewed: "notReviewed"
    case .lookAlike: "lookAlike"
    }
  }
}

extension Finding {
  /// The word that stands for the kind in JSON and CSV.
  package var keyword: String { point.category.keyword }

  /// On interactions and cautions only.
  var severityKeyword: String? {
    switch point.category {
    case .interaction, .treatmentCaution, .labelCaution: severity?.rawValue
    case .noInteraction: Severity.none.rawValue
    default: nil
    }
  }
}
