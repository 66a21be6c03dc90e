/// A medicine or measure used, tried or once used against cramps, with what is known about it; or a medicine that is no
/// treatment, with the cautions of its label.
package struct CrampTreatment: Hashable, Sendable {
  package var subject: Subject
  package var role: Role
  package var cascade: Cascade
  package var standing: Standing
  package var statements: [TreatmentStatement]

  package enum Subject: Hashable, Sendable {
    case drug(Drug.ID)
    /// All of the drugs together, in one product or regimen.
    case together([Drug.ID])
    /// Something that is no drug (stretching).
    case measure(String)
  }

  package enum Role: String, CaseIterable, Hashable, Sendable {
    case crampTreatment = "cramp-treatment"
    case triedOnly = "tried-only"
    case otherDiseaseOnly = "other-disease-only"
    /// A medicine for other things, kept for what its label warns of.
    case notATreatment = "not-a-treatment"
  }

  /// Whether a cramp-causing drug followed by this treatment is a prescribing cascade.
  package enum Cascade: String, CaseIterable, Hashable, Sendable {
    case yes
    case onlyIfForCramps = "only-if-for-cramps"
    case no
  }

  package enum Standing: String, CaseIterable, Hashable, Sendable {
    case notRecommended = "not-recommended"
    case limitedEvidence = "limited-evidence"
    case unlikelyToHelp = "unlikely-to-help"
    case noEvidence = "no-evidence"
    case licensedRestricted = "licensed-restricted"
    case otherDiseaseOnly = "other-disease-only"
    case notATreatment = "not-a-treatment"
  }

  /// False for a medicine that is kept for the cautions of its label alone.
  package var isTreatment: Bool { role != .notATreatment }

  package init(
    subject: Subject, role: Role, cascade: Cascade, standing: Standing, statements: [TreatmentStatement]
  ) {
    self.subject = subject
    self.role = role
    self.cascade = cascade
    self.standing = standing
    self.statements = statements
  }
}

extension CrampTreatment: CatalogRecord {
  static let table = Table.treatments
  static let wordsPerRow = 6
  /// Where the role stands in a row.
  static let roleColumn = 2

  init(from row: inout RowReader) {
    let drugs = row.drugIDs()
    let name = row.string()
    let subject: Subject =
      switch drugs.count {
      case 0: .measure(name)
      case 1: .drug(drugs[0])
      default: .together(drugs)
      }
    self.init(
      subject: subject, role: row.choice(), cascade: row.choice(), standing: row.choice(),
      statements: row.children())
  }

  func encode(to row: inout RowWriter) {
    switch subject {
    case .drug(let drug):
      row.drugIDs([drug])
      row.string("")
    case .together(let drugs):
      row.drugIDs(drugs)
      row.string("")
    case .measure(let name):
      row.drugIDs([])
      row.string(name)
    }
    row.choice(role)
    row.choice(cascade)
    row.choice(standing)
    row.children(statements)
  }
}

/// One statement on a treatment: its role, a piece of evidence, a regulator's action, a caution.
package struct TreatmentStatement: Hashable, Sendable {
  package var id: String
  package var kind: Kind
  package var text: String
  package var note: String
  package var severity: Severity
  /// ISO 8601, as precise as the source; may be a range of years.
  package var date: String
  package var jurisdictions: [String]
  /// Whom it is about, in words.
  package var population: String
  /// False for statements kept for the record and never shown (doses).
  package var isDisplayed: Bool
  /// What kind of harm a caution warns of; `.other` on everything else.
  package var harm: Harm
  /// True when the warning stands in a box on the label.
  package var isBoxed: Bool
  /// Alternatives: the caution is matched when one of them is. Empty: it concerns anyone.
  package var concerns: [Concern]
  package var attribution: Attribution

  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case role
    case evidence
    case dose
    case regulatoryAction = "regulatory-action"
    case caution
  }

  package enum Harm: String, CaseIterable, Hashable, Sendable {
    case other
    case bleeding
    case heartRhythm = "heart-rhythm"
    case heart
    case bloodPressure = "blood-pressure"
    case haemolysis
    case nervesAndMuscle = "nerves-and-muscle"
    case eyesAndEars = "eyes-and-ears"
    case allergy, liver, kidney, glucose, sedation, anticholinergic, pregnancy
    case olderPeople = "older-people"
    case overdose, gut, interaction, mortality
  }

  package init(
    id: String, kind: Kind, text: String, note: String = "", severity: Severity = .info, date: String = "",
    jurisdictions: [String] = [], population: String = "", isDisplayed: Bool = true, harm: Harm = .other,
    isBoxed: Bool = false, concerns: [Concern] = [], attribution: Attribution
  ) {
    self.id = id
    self.kind = kind
    self.text = text
    self.note = note
    self.severity = severity
    self.date = date
    self.jurisdictions = jurisdictions
    self.population = population
    self.isDisplayed = isDisplayed
    self.harm = harm
    self.isBoxed = isBoxed
    self.concerns = concerns
    self.attribution = attribution
  }
}

extension TreatmentStatement: CatalogRecord {
  static let table = Table.treatmentStatements
  static let wordsPerRow = 12 + Attribution.wordsPerRow

  init(from row: inout RowReader) {
    self.init(
      id: row.string(), kind: row.choice(), text: row.string(), note: row.string(), severity: row.choice(),
      date: row.string(), jurisdictions: row.strings(), population: row.string(), isDisplayed: row.flag(),
      harm: row.choice(), isBoxed: row.flag(), concerns: row.children(), attribution: Attribution(from: &row))
  }

  func encode(to row: inout RowWriter) {
    row.string(id)
    row.choice(kind)
    row.string(text)
    row.string(note)
    row.choice(severity)
    row.string(date)
    row.strings(jurisdictions)
    row.string(population)
    row.flag(isDisplayed)
    row.choice(harm)
    row.flag(isBoxed)
    row.children(concerns)
    attribution.encode(to: &row)
  }
}

/// Whom a caution concerns: everything that is given must hold together.
package struct Concern: Hashable, Sendable {
  /// Lowest and highest age in completed years, both included.
  package var ageFrom: Int?
  package var ageTo: Int?
  package var sex: Sex?
  package var pregnancy: Bool
  package var breastFeeding: Bool
  package var condition: Condition.ID?
  /// Holds when the eGFR is below this, in mL/min/1.73 m².
  package var eGFRBelow: Int?

  package enum Sex: String, CaseIterable, Hashable, Sendable {
    case female, male
  }

  /// True when nothing is asked: it concerns anyone.
  package var concernsAnyone: Bool { self == Concern() }

  package init(
    ageFrom: Int? = nil, ageTo: Int? = nil, sex: Sex? = nil, pregnancy: Bool = false,
    breastFeeding: Bool = false, condition: Condition.ID? = nil, eGFRBelow: Int? = nil
  ) {
    self.ageFrom = ageFrom
    self.ageTo = ageTo
    self.sex = sex
    self.pregnancy = pregnancy
    self.breastFeeding = breastFeeding
    self.condition = condition
    self.eGFRBelow = eGFRBelow
  }
}

extension Concern: CatalogRecord {
  static let table = Table.concerns
  static let wordsPerRow = 7

  init(from row: inout RowReader) {
    self.init(
      ageFrom: row.optionalInt(), ageTo: row.optionalInt(), sex: row.optionalChoice(),
      pregnancy: row.flag(), breastFeeding: row.flag(), condition: row.optionalConditionID(),
      eGFRBelow: row.optionalInt())
  }

  func encode(to row: inout RowWriter) {
    row.optionalInt(ageFrom)
    row.optionalInt(ageTo)
    row.optionalChoice(sex)
    row.flag(pregnancy)
    row.flag(breastFeeding)
    row.optionalConditionID(condition)
    row.optionalInt(eGFRBelow)
  }
}

/// A problem a patient may have, with the words and codes by which it is recognised.
package struct Condition: Hashable, Sendable {
  package typealias ID = RecordID<Condition>

  package var id: ID
  package var name: String
  package var aliases: [String]
  package var snomedCodes: [String]
  /// ICD-10 codes; each matches as a prefix.
  package var icd10Codes: [String]
  package var attribution: Attribution

  package init(
    id: ID, name: String, aliases: [String] = [], snomedCodes: [String] = [], icd10Codes: [String] = [],
    attribution: Attribution
  ) {
    self.id = id
    self.name = name
    self.aliases = aliases
    self.snomedCodes = snomedCodes
    self.icd10Codes = icd10Codes
    self.attribution = attribution
  }
}

extension Condition: CatalogRecord {
  static let table = Table.conditions
  static let wordsPerRow = 5 + Attribution.wordsPerRow

  init(from row: inout RowReader) {
    self.init(
      id: ID(row.string()), name: row.string(), aliases: row.strings(), snomedCodes: row.strings(),
      icd10Codes: row.strings(), attribution: Attribution(from: &row))
  }

  func encode(to row: inout RowWriter) {
    row.string(id.rawValue)
    row.string(name)
    row.strings(aliases)
    row.strings(snomedCodes)
    row.strings(icd10Codes)
    attribution.encode(to: &row)
  }
}
