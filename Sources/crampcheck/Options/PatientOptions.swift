import ArgumentParser
import PatientMedications

/// What the command line says about the patient; it wins over the file.
struct PatientOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Age in years.", valueName: "years"))
  var age: Int?

  @Option(help: "Sex: f or m.")
  var sex: SexOption?

  @Option(name: .customLong("condition"), help: "A condition the patient has, in words; may be repeated.")
  var conditions: [String] = []

  @Flag(help: "The patient is pregnant.")
  var pregnant = false

  @Option(help: ArgumentHelp("Estimated glomerular filtration rate in mL/min/1.73 m².", valueName: "number"))
  var egfr: Double?

  enum SexOption: String, ExpressibleByArgument, CaseIterable {
    case f, female, m, male

    var sex: Patient.Sex { self == .f || self == .female ? .female : .male }
  }

  func validate() throws {
    if let age, !(0...130).contains(age) {
      throw ValidationError("--age takes a number of years from 0 to 130.")
    }
    if let egfr, !(egfr > 0 && egfr < 500) {
      throw ValidationError("--egfr takes a number above 0 and below 500.")
    }
    if pregnant, sex?.sex == .male { throw ValidationError("--pregnant and --sex m exclude each other.") }
  }

  /// What was said, and nothing else.
  var patient: Patient {
    var patient = Patient()
    patient.ageYears = age
    patient.sex = sex?.sex
    if pregnant { patient.isPregnant = true }
    patient.eGFR = egfr
    patient.conditions = conditions.map { Patient.Condition(text: $0) }
    return patient
  }
}

/// How names are read.
struct NameOptions: ParsableArguments {
  @Flag(help: "Only exact names: no reading of misspelt ones.")
  var exact = false

  @Option(
    help: ArgumentHelp(
      "Where the list comes from: us, uk, ca, … Decides names that differ by country.", valueName: "code"))
  var country: String?

  func validate() throws {
    if let country,
      !(2...4).contains(country.utf8.count)
        || !country.utf8.allSatisfy({ $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A })
    {
      throw ValidationError("--country takes a code such as us, uk or ca.")
    }
  }

  /// ISO 3166, with UK for the United Kingdom.
  var countryCode: String? {
    country.map { $0.uppercased() == "GB" ? "UK" : $0.uppercased() }
  }
}
