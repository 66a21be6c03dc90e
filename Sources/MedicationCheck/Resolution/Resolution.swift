package import DrugCatalog
package import PatientMedications

/// What one medication entry turned out to be. A wrong drug is worse than no drug.
package enum Resolution: Hashable, Sendable {
  /// The entry names these drugs, at least one, each once, in the order of the entry.
  case resolved([DrugRow], Basis)
  /// It may be any of the candidates; nobody chooses for the reader.
  case ambiguous([Candidate])
  /// Nothing the catalog knows. Candidates are suggestions, nearest first; often none.
  case unrecognised(suggestions: [Candidate])
  /// The code and the words name different drugs.
  case conflict([Candidate])
  /// A device, a diluent, a test entry; the text says which.
  case notAMedicine(String)

  /// Which rule decided.
  package enum Basis: Hashable, Sendable {
    case code
    case name
    case nameInText
    /// A word was read as a name one edit away.
    case spelling(readAs: String)

    /// The word that stands for it in JSON.
    package var keyword: String {
      switch self {
      case .code: "code"
      case .name: "name"
      case .nameInText: "nameInText"
      case .spelling: "spelling"
      }
    }
  }

  /// A drug, a combination, or a meaning that is no listed drug, that an entry may stand for.
  package struct Candidate: Hashable, Sendable {
    /// As the catalog writes it.
    package var name: String
    /// Empty when the thing meant is no drug of the catalog.
    package var drugs: [DrugRow]
    /// Countries in which the name means this; empty when that does not matter or is not known.
    package var countries: [String]

    package init(name: String, drugs: [DrugRow], countries: [String] = []) {
      self.name = name
      self.drugs = drugs
      self.countries = countries
    }
  }
}

/// One entry with its resolution.
package struct ResolvedEntry: Hashable, Sendable {
  package var entry: MedicationEntry
  /// How it was read.
  package var reading: EntryReading

  package init(
    entry: MedicationEntry, resolution: Resolution, remarks: [String] = [], strengths: [String] = [],
    routesAndForms: [String] = []
  ) {
    self.init(
      entry: entry,
      reading: EntryReading(
        resolution, remarks: remarks, strengths: strengths, routesAndForms: routesAndForms))
  }

  package init(entry: MedicationEntry, reading: EntryReading) {
    self.entry = entry
    self.reading = reading
  }

  /// The drugs, when it is resolved.
  package var drugs: [DrugRow] { reading.drugs }

  /// How the entry counts in the coverage line.
  package var standing: Standing {
    switch entry.status {
    case .inactive: .inactive
    case .unreadable: .notChecked
    case .active: reading.standingWhenTaken
    }
  }

  package enum Standing: Hashable, Sendable {
    case checked, notChecked, inactive, notAMedicine
  }
}

extension ResolvedEntry {
  package var resolution: Resolution {
    get { reading.resolution }
    set {
      reading = EntryReading(
        newValue, remarks: remarks, strengths: strengths, routesAndForms: routesAndForms)
    }
  }

  /// See `EntryReading`.
  package var remarks: [String] {
    get { reading.remarks }
    set {
      reading = EntryReading(
        resolution, remarks: newValue, strengths: strengths, routesAndForms: routesAndForms)
    }
  }

  /// See `EntryReading`.
  package var strengths: [String] {
    get { reading.strengths }
    set {
      reading = EntryReading(
        resolution, remarks: remarks, strengths: newValue, routesAndForms: routesAndForms)
    }
  }

  /// See `EntryReading`.
  package var routesAndForms: [String] {
    get { reading.routesAndForms }
    set {
      reading = EntryReading(resolution, remarks: remarks, strengths: strengths, routesAndForms: newValue)
    }
  }
}
