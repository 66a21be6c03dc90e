/// What an import met and could live with: counted, with the first places, so that nothing is dropped in silence.
package struct ImportLedger: Hashable, Sendable {
  /// In the order in which they were met.
  package private(set) var entries: [Entry] = []

  /// One kind of oddity about one thing.
  package struct Entry: Hashable, Sendable {
    package var kind: Kind
    /// What was met: an element's name, a severity word, an id; `others` for everything past `mostSubjects`.
    package var subject: String
    package var count: Int
    /// `file:line` of the first time.
    package var firstPlace: String

    package init(kind: Kind, subject: String, count: Int, firstPlace: String) {
      self.kind = kind
      self.subject = subject
      self.count = count
      self.firstPlace = firstPlace
    }
  }

  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case unknownElement
    case unknownAttribute
    /// A severity word that is not known; taken as contraindicated.
    case unknownSeverity
    /// A name that the same drug has already.
    case repeatedName
    /// A drug that a class names as its member twice.
    case repeatedMember
    /// A drug of another list, to which names were added.
    case extendedDrug
    /// A definition that another list gave already; the first stays.
    case repeatedDefinition
    /// A name that mixes scripts.
    case mixedScript
    /// A record that was left out; the import ends with exit status 2.
    case refusedRecord
    /// A reference to something that no list defines; kept as far as it goes.
    case danglingReference
    /// A drug of a foreign list whose name and codes lead to different drugs, or to something that is no drug.
    case conflictingDrug
    /// A name of a foreign list that stands for something else in ours; ours stays.
    case conflictingName
    /// A name that foreign lists give to several drugs; it is asked back.
    case disputedName
    /// A code that stands for another drug already; that stays.
    case conflictingCode
    case unusableName, unusableCode
    /// A drug that a list refers to without describing it.
    case namedOnly
    /// A combination of which an ingredient is not known or was refused.
    case incompleteCombination
    /// An interaction between two names of one drug.
    case selfInteraction
    /// An interaction of a drug that was refused.
    case refusedInteraction
    /// An entry that names a group or a combination where a drug is expected.
    case groupOnly
    /// A record that its own list marks as withdrawn.
    case withdrawnRecord
    /// Words for a cramp on a label that make no cramp cause: what the drug is for, another part of the body.
    case setAsideCramp
    /// A clause of a label on other medicines that makes no interaction.
    case setAsideInteraction

    /// Whether something that a list states is missing from the catalog.
    package var isRefusal: Bool {
      [.refusedRecord, .conflictingDrug, .incompleteCombination, .refusedInteraction].contains(self)
    }

    /// What it means and what was done, for reports.
    package var explanation: String {
      switch self {
      case .unknownElement: "unknown elements, left out"
      case .unknownAttribute: "unknown attributes, left out"
      case .unknownSeverity: "unknown severity words, taken as contraindicated"
      case .repeatedName: "names given twice to the same drug, kept once"
      case .repeatedMember: "members named twice by the same class, kept once"
      case .extendedDrug: "drugs of an earlier list that got more names"
      case .repeatedDefinition: "definitions that an earlier list gave already; the first was kept"
      case .mixedScript: "names that mix scripts"
      case .refusedRecord: "records that were refused"
      case .danglingReference: "references to something that no list defines"
      case .conflictingDrug: "drugs whose name and codes lead to different things, left out"
      case .conflictingName: "names that stand for something else already, not added"
      case .disputedName: "names that the lists give to several medicines, to be asked back"
      case .conflictingCode: "codes that stand for another drug already, not added"
      case .unusableName: "names too short or without letters, not added"
      case .unusableCode: "codes that are none of their system, not added"
      case .namedOnly: "drugs that a list names without describing them"
      case .incompleteCombination: "combinations with an ingredient that is not known, left out"
      case .selfInteraction: "interactions between two names of one drug, left out"
      case .refusedInteraction: "interactions of drugs that were left out"
      case .groupOnly: "entries that name no single substance, left out"
      case .setAsideCramp: "places of labels that name a cramp and make no cause of it"
      case .setAsideInteraction: "clauses of labels on other medicines that make no interaction"
      case .withdrawnRecord: "records that their own list marks as withdrawn, left out"
      }
    }
  }

  package init() {}

  /// True when records were left out.
  package var hasRefusals: Bool { entries.contains { $0.kind.isRefusal } }

  private var positions: [Key: Int] = [:]
  private var subjectCounts: [Kind: Int] = [:]
  private struct Key: Hashable {
    var kind: Kind
    var subject: String
  }

  /// Different subjects of one kind that are told apart; what comes after them is counted as `others`.
  package static let mostSubjects = 200
  package static let others = "(others)"

  package mutating func note(
    _ kind: Kind, _ subject: String, count: Int = 1, at place: @autoclosure () -> String
  ) {
    if let position = positions[Key(kind: kind, subject: subject)] {
      entries[position].count += count
    } else if subjectCounts[kind, default: 0] < Self.mostSubjects {
      subjectCounts[kind, default: 0] += 1
      append(kind, subject, count, place())
    } else if let position = positions[Key(kind: kind, subject: Self.others)] {
      entries[position].count += count
    } else {
      append(kind, Self.others, count, place())
    }
  }

  private mutating func append(_ kind: Kind, _ subject: String, _ count: Int, _ place: String) {
    positions[Key(kind: kind, subject: subject)] = entries.count
    entries.append(Entry(kind: kind, subject: subject, count: count, firstPlace: place))
  }

  package static func == (a: ImportLedger, b: ImportLedger) -> Bool { a.entries == b.entries }
  package func hash(into hasher: inout Hasher) { hasher.combine(entries) }

  /// Entries of a kind, in the order in which they were met.
  package func entries(of kind: Kind) -> [Entry] { entries.filter { $0.kind == kind } }
}
