import DrugCatalog
import MedicationCheck
import PatientMedications

/// Why a culprit stands where it stands.
enum CulpritWording {
  /// What stands before a date.
  static let begun = "begun "

  static func words(_ reason: Culprit.Reason, in catalog: Catalog) -> String {
    switch reason {
    case .symptom(let symptom): FigureWording.symptom(symptom)
    case .excess(let figure):
      joined(FigureWording.direction(.excess), FigureWording.words(figure))
    case .notSignificant(let figure):
      joined(FigureWording.direction(.excessNotSignificant), FigureWording.words(figure))
    case .notCompared: FigureWording.direction(.notCompared)
    case .grade(let grade): "evidence grade \(grade.rawValue)"
    case .throughClass(let id): "through its class, \(className(id, in: catalog))"
    case .begun(let date): begun + date.iso8601
    }
  }

  /// The same on one short line: the first of several figures.
  static func short(_ reason: Culprit.Reason, in catalog: Catalog) -> String {
    switch reason {
    case .excess(let figure): joined("more often than in the comparison", FigureWording.short(figure))
    case .notSignificant(let figure):
      joined("not significantly more often than in the comparison", FigureWording.short(figure))
    case .grade(let grade): "grade \(grade.rawValue)"
    case .throughClass(let id): "as one of \(className(id, in: catalog))"
    default: words(reason, in: catalog)
    }
  }

  private static func joined(_ direction: String, _ figure: String) -> String {
    figure.isEmpty ? direction : "\(direction): \(figure)"
  }

  private static func className(_ id: DrugClass.ID, in catalog: Catalog) -> String {
    catalog.classRow(id).map { catalog.drugClass($0).name } ?? id.rawValue
  }
}
