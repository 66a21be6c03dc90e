/// What a file or the command line says about the person taking the medicines.
///
/// Everything is optional in life, so everything is optional here: the checker turns what is missing into
/// "check if …" wording instead of assuming an answer.
package struct Patient: Hashable, Sendable {
  /// The identifier the file gives, as written. Goes into reports only, never into messages.
  package var identifier: String?
  /// Age in completed years.
  package var ageYears: Int?
  /// Date of birth, for readers that find no age.
  package var birthDate: PartialDate?
  /// Administrative sex.
  package var sex: Sex?
  /// Whether the patient is known to be pregnant; `nil` when nothing was said.
  package var isPregnant: Bool?
  /// Estimated glomerular filtration rate in mL/min/1.73 m².
  package var eGFR: Double?
  /// Serum potassium in mmol/L.
  package var potassium: Double?
  /// Serum magnesium in mmol/L.
  package var magnesium: Double?
  /// Active problems.
  package var conditions: [Condition]
  /// Substances the patient is recorded as allergic to, as written.
  package var allergies: [String]

  package enum Sex: String, Hashable, Sendable {
    case female, male
  }

  /// A problem as a file states it: words, codes or both.
  package struct Condition: Hashable, Sendable {
    package var text: String
    package var codes: [MedicationCode]

    package init(text: String, codes: [MedicationCode] = []) {
      self.text = text
      self.codes = codes
    }
  }

  package init(
    identifier: String? = nil, ageYears: Int? = nil, birthDate: PartialDate? = nil, sex: Sex? = nil,
    isPregnant: Bool? = nil, eGFR: Double? = nil, potassium: Double? = nil, magnesium: Double? = nil,
    conditions: [Condition] = [], allergies: [String] = []
  ) {
    self.identifier = identifier
    self.ageYears = ageYears
    self.birthDate = birthDate
    self.sex = sex
    self.isPregnant = isPregnant
    self.eGFR = eGFR
    self.potassium = potassium
    self.magnesium = magnesium
    self.conditions = conditions
    self.allergies = allergies
  }
}
