/// What one source says about a drug, a combination or a class and cramps.
package struct CrampAssociation: Hashable, Sendable {
  package var id: String
  package var subject: Subject
  /// The class whose members share the association when `isClassLevel`; the drug's class otherwise.
  package var drugClass: DrugClass.ID?
  /// True when the association speaks for every member of `drugClass`.
  package var isClassLevel: Bool
  /// True when it makes its subject a cramp cause.
  package var flags: Bool
  package var symptom: Symptom
  /// The symptom in the source's own words.
  package var reportedSymptom: String
  package var direction: Direction
  package var grade: Grade
  /// The kind of study or statement ("sequence symmetry", "label incidence").
  package var evidence: String
  package var figure: Figure
  package var mechanism: String
  /// What to do; never without the prescriber.
  package var action: String
  package var note: String
  /// How the drug came to be flagged.
  package var basis: Basis
  package var attribution: Attribution

  package enum Subject: Hashable, Sendable {
    case drug(Drug.ID)
    /// All of the drugs together, in one product or regimen.
    case together([Drug.ID])
    /// `drugClass` itself.
    case drugClass
  }

  /// Leg cramps, muscle cramps and muscle spasms are counted apart on labels and kept apart here.
  package enum Symptom: String, CaseIterable, Hashable, Sendable {
    case legCramps = "leg-cramps"
    case muscleCramps = "muscle-cramps"
    case muscleSpasms = "muscle-spasms"
    case otherMyalgia = "myalgia-other"
    case electrolyteSign = "electrolyte-sign"
    case abdominalDoubt = "abdominal-doubt"
  }

  package enum Direction: String, CaseIterable, Hashable, Sendable {
    case excess
    case excessNotSignificant = "excess-not-significant"
    case noExcess = "no-excess"
    case notCompared = "not-compared"
    case negativeStudy = "negative-study"
  }

  /// A large randomised data; B controlled or population data, or a label rate with comparator; C label listing
  /// or rate without comparator; D expert list or belief; control: studied and not linked.
  package enum Grade: String, CaseIterable, Hashable, Sendable {
    case a = "A"
    case b = "B"
    case c = "C"
    case d = "D"
    case control
  }

  package enum Basis: String, CaseIterable, Hashable, Sendable {
    case curated
    case classRule
    case labelText
  }

  /// A number as its source prints it, with what it is compared to.
  package struct Figure: Hashable, Sendable {
    package var measure: Measure
    /// The upper end where the source gives a range; may begin with `<`.
    package var value: String
    /// Ends of the confidence interval, for ratios.
    package var low: String
    package var high: String
    /// The comparator's value; 1 for ratios.
    package var comparator: String
    /// The source's own figure, in words.
    package var text: String

    package enum Measure: String, CaseIterable, Hashable, Sendable {
      case none, ratio, percent
    }

    package init(
      measure: Measure = .none, value: String = "", low: String = "", high: String = "",
      comparator: String = "", text: String = ""
    ) {
      self.measure = measure
      self.value = value
      self.low = low
      self.high = high
      self.comparator = comparator
      self.text = text
    }
  }

  package init(
    id: String, subject: Subject, drugClass: DrugClass.ID? = nil, isClassLevel: Bool = false,
    flags: Bool = true, symptom: Symptom, reportedSymptom: String = "", direction: Direction, grade: Grade,
    evidence: String = "", figure: Figure = Figure(), mechanism: String = "", action: String = "",
    note: String = "", basis: Basis = .curated, attribution: Attribution
  ) {
    self.id = id
    self.subject = subject
    self.drugClass = drugClass
    self.isClassLevel = isClassLevel
    self.flags = flags
    self.symptom = symptom
    self.reportedSymptom = reportedSymptom
    self.direction = direction
    self.grade = grade
    self.evidence = evidence
    self.figure = figure
    self.mechanism = mechanism
    self.action = action
    self.note = note
    self.basis = basis
    self.attribution = attribution
  }
}

extension CrampAssociation: CatalogRecord {
  static let table = Table.associations
  static let wordsPerRow = 20 + Attribution.wordsPerRow

  init(from row: inout RowReader) {
    let id = row.string()
    let drugs = row.drugIDs()
    let subject: Subject =
      switch drugs.count {
      case 0: .drugClass
      case 1: .drug(drugs[0])
      default: .together(drugs)
      }
    self.init(
      id: id, subject: subject, drugClass: row.optionalClassID(), isClassLevel: row.flag(),
      flags: row.flag(), symptom: row.choice(), reportedSymptom: row.string(), direction: row.choice(),
      grade: row.choice(), evidence: row.string(),
      figure: Figure(
        measure: row.choice(), value: row.string(), low: row.string(), high: row.string(),
        comparator: row.string(), text: row.string()),
      mechanism: row.string(), action: row.string(), note: row.string(), basis: row.choice(),
      attribution: Attribution(from: &row))
  }

  func encode(to row: inout RowWriter) {
    row.string(id)
    switch subject {
    case .drug(let drug): row.drugIDs([drug])
    case .together(let drugs): row.drugIDs(drugs)
    case .drugClass: row.drugIDs([])
    }
    row.optionalClassID(drugClass)
    row.flag(isClassLevel)
    row.flag(flags)
    row.choice(symptom)
    row.string(reportedSymptom)
    row.choice(direction)
    row.choice(grade)
    row.string(evidence)
    row.choice(figure.measure)
    row.string(figure.value)
    row.string(figure.low)
    row.string(figure.high)
    row.string(figure.comparator)
    row.string(figure.text)
    row.string(mechanism)
    row.string(action)
    row.string(note)
    row.choice(basis)
    attribution.encode(to: &row)
  }
}
