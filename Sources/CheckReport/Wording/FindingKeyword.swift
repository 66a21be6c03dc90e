import DrugCatalog
package import MedicationCheck

extension Finding {
  /// The word that stands for the kind in JSON and CSV.
  package var keyword: String {
    switch kind {
    case .crampCause: "crampCause"
    case .treatmentCaution(let treatment, _, _): treatment.isTreatment ? "treatmentCaution" : "labelCaution"
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

  /// On interactions and cautions only.
  var severityKeyword: String? {
    switch kind {
    case .interaction(_, let severity, _, _): severity.rawValue
    case .noInteraction: Severity.none.rawValue
    case .treatmentCaution(_, let statement, _): statement.severity.rawValue
    default: nil
    }
  }
}
