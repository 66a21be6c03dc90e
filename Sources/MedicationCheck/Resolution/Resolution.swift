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
  package var resolution: Resolution
  /// Everything a reader should know besides: how a word was read, words left over, other meanings, another
  /// script. Full sentences without a final stop.
  package var remarks: [String]
  /// Strengths as written ("324 mg"), in order, for duplicates and scope.
  package var strengths: [String]
  /// Words of the entry that tell its route or dose form, canonical ("eye drops", "tablet").
  package var routesAndForms: [String]

  package init(
    entry: MedicationEntry, resolution: Resolution, remarks: [String] = [], strengths: [String] = [],
    routesAndForms: [String] = []
  ) {
    self.entry = entry
    self.resolution = resolution
    self.remarks = remarks
    self.strengths = strengths
    self.routesAndForms = routesAndForms
  }

  /// The drugs, when it is resolved.
  package var drugs: [DrugRow] {
    if case .resolved(let drugs, _) = resolution { return drugs }
    return []
  }

  /// How the entry counts in the coverage line.
  package var standing: Standing {
    switch entry.status {
    case .inactive: return .inactive
    case .unreadable: return .notChecked
    case .active:
      switch resolution {
      case .resolved: return .checked
      case .notAMedicine: return .notAMedicine
      case .ambiguous, .unrecognised, .conflict: return .notChecked
      }
    }
  }

  package enum Standing: Hashable, Sendable {
    case checked, notChecked, inactive, notAMedicine
  }
}
