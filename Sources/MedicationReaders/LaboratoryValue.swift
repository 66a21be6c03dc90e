import PatientMedications

/// A laboratory result that bears on cramps or on cramp treatments, told by its LOINC code.
enum LaboratoryValue: String {
  case eGFR, potassium, magnesium

  /// Serum, plasma or blood only: urine and ratios mean something else.
  init?(loinc: some StringProtocol) {
    switch loinc {
    case "33914-3", "48642-3", "48643-1", "50044-7", "50210-4", "62238-1", "69405-9", "70969-1", "76633-7",
      "77147-7", "88293-6", "88294-4", "94677-2", "98979-8", "98980-6", "102097-3":
      self = .eGFR
    case "2823-3", "6298-4", "39790-1", "75940-7", "77142-8", "12812-6", "12813-4", "41656-0":
      self = .potassium
    case "2601-3", "19123-9", "21377-7", "26746-8", "2597-3": self = .magnesium
    default: return nil
    }
  }

  /// Sets the patient's value.
  /// - Parameter unit: As the record states it; without one the unit of the patient's record is assumed for eGFR and
  ///   potassium, and nothing for magnesium, whose two units differ by more than two.
  func set(_ number: Double, unit: String?, in patient: inout Patient) {
    guard number.isFinite, number > 0 else { return }
    let unit = (unit ?? "").lowercased().filter { !$0.isWhitespace }
    switch self {
    case .eGFR where (1...250).contains(number): patient.eGFR = number
    case .potassium where (0.5...15).contains(number) && Self.isMolar(unit, orNone: true):
      patient.potassium = number
    case .magnesium where unit == "mg/dl":
      patient.magnesium = Self.rounded(number * Self.millimolesPerMilligram)
    case .magnesium where unit == "meq/l": patient.magnesium = Self.rounded(number / 2)
    case .magnesium where Self.isMolar(unit, orNone: false) && (0.1...10).contains(number):
      patient.magnesium = number
    default: break
    }
  }

  /// mmol/L for 1 mg/dL of magnesium: 10 divided by its atomic weight of 24.305.
  private static let millimolesPerMilligram = 10 / 24.305

  private static func isMolar(_ unit: String, orNone: Bool) -> Bool {
    unit == "mmol/l" || unit == "meq/l" || orNone && unit.isEmpty
  }

  private static func rounded(_ number: Double) -> Double { (number * 100).rounded() / 100 }
}
