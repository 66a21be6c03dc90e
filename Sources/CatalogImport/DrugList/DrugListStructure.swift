/// What may stand where in a drug list, and what must.
final class DrugListStructure: Sendable {
  /// Attributes that must be there, and all that may.
  let required: WordSet
  let attributes: WordSet
  let requiredInOrder: [DrugListWord]
  let children: [Child]
  /// Children that must be there, and those that may be there once only.
  let requiredChildren: WordSet
  let singleChildren: WordSet
  /// Whether text belongs to the element, and whether it may be missing.
  let text: Text
  /// Place of each word among the children plus one, by the number of the word; 0 for the others.
  private let childPlaces: [UInt8]

  enum Text { case none, optional, required }

  /// An element that may stand inside another, and how often.
  struct Child: Sendable {
    let word: DrugListWord
    let structure: DrugListStructure
    let isRequired: Bool
    let mayRepeat: Bool

    static func one(_ word: DrugListWord, _ structure: DrugListStructure = .words()) -> Child {
      Child(word: word, structure: structure, isRequired: true, mayRepeat: false)
    }

    static func some(_ word: DrugListWord, _ structure: DrugListStructure = .words()) -> Child {
      Child(word: word, structure: structure, isRequired: true, mayRepeat: true)
    }

    static func any(_ word: DrugListWord, _ structure: DrugListStructure = .words()) -> Child {
      Child(word: word, structure: structure, isRequired: false, mayRepeat: true)
    }

    static func optional(_ word: DrugListWord, _ structure: DrugListStructure = .words()) -> Child {
      Child(word: word, structure: structure, isRequired: false, mayRepeat: false)
    }
  }

  init(
    required: [DrugListWord] = [], optional: [DrugListWord] = [], _ children: [Child] = [], text: Text = .none
  ) {
    self.required = WordSet(required)
    attributes = WordSet(required + optional)
    requiredInOrder = required
    self.children = children
    requiredChildren = WordSet(children.filter(\.isRequired).map(\.word))
    singleChildren = WordSet(children.filter { !$0.mayRepeat }.map(\.word))
    self.text = text
    var places = [UInt8](repeating: 0, count: DrugListWord.allCases.count)
    for place in children.indices.reversed() { places[Int(children[place].word.number)] = UInt8(place + 1) }
    childPlaces = places
  }

  func child(_ word: DrugListWord) -> DrugListStructure? {
    let place = childPlaces[Int(word.number)]
    return place == 0 ? nil : children[Int(place) - 1].structure
  }

  // MARK: Elements that occur in several records

  private static func words(
    _ text: Text = .required, _ required: [DrugListWord] = [], _ optional: [DrugListWord] = []
  ) -> DrugListStructure {
    DrugListStructure(required: required, optional: optional, text: text)
  }

  private static let code = words(.required, [.system], [.source])
  private static let ingredient = words(.none, [.drug])

  private static func statement(_ required: [DrugListWord], _ optional: [DrugListWord], _ children: [Child])
    -> DrugListStructure
  {
    DrugListStructure(
      required: [.id, .source] + required,
      optional: [.date, .jurisdiction, .population, .display, .verification] + optional,
      [.optional(.text), .optional(.note)] + children, text: .optional)
  }

  private static let plainStatement = statement([], [.severity], [])
  private static let caution = statement(
    [.severity, .kind], [.boxed],
    [
      .any(
        .concerns,
        words(
          .none, [],
          [.anyone, .ageFrom, .ageBelow, .sex, .pregnancy, .breastFeeding, .condition, .egfrBelow]))
    ])

  private static func advice(
    _ required: [DrugListWord] = [], _ optional: [DrugListWord] = [], text: Text = .required
  ) -> DrugListStructure {
    words(text, [.id, .source] + required, [.verification] + optional)
  }

  static let root = DrugListStructure(required: [.id, .title, .version, .date, .licence])

  // MARK: Records

  /// The records that may stand under the root.
  static func record(_ word: DrugListWord) -> DrugListStructure? {
    records[Int(word.number)]
  }

  /// By the number of the word.
  private static let records: [DrugListStructure?] = {
    var records = [DrugListStructure?](repeating: nil, count: DrugListWord.allCases.count)
    for (word, structure) in vocabulary + roles + rules + lineWords { records[Int(word.number)] = structure }
    return records
  }()

  private static let vocabulary: [(DrugListWord, DrugListStructure)] = [
    (
      .source,
      DrugListStructure(
        required: [.id], optional: [.year, .doi, .pmid, .url, .seen],
        [.one(.title), .optional(.publisher), .optional(.note)])
    ),
    (
      .drug,
      DrugListStructure(
        required: [.id, .source], optional: [.verification, .notReviewedBecause, .note],
        [
          .some(.name, words(.required, [.kind], [.country, .source, .use, .verification, .note])),
          .any(.code, code), .optional(.about, words(.required, [], [.source, .verification])),
        ])
    ),
    (
      .combination,
      DrugListStructure(
        required: [.id, .kind, .source], optional: [.country, .verification],
        [.some(.name), .some(.ingredient, ingredient), .any(.code, code)])
    ),
    (
      .ambiguousName,
      DrugListStructure(
        required: [.source, .policy], optional: [.verification, .note],
        [
          .some(.name),
          .some(
            .meaning,
            DrugListStructure(optional: [.country], [.any(.ingredient, ingredient)], text: .optional)),
        ])
    ),
    (
      .lookAlike,
      DrugListStructure(
        required: [.id, .a, .b, .source],
        optional: [.tallManA, .tallManB, .drugA, .drugB, .list, .warn, .verification], [.optional(.note)])
    ),
    (
      .drugClass,
      DrugListStructure(
        required: [.id, .name, .source], optional: [.atc, .duplicates, .verification, .note],
        [.any(.alias), .any(.member, words(.none, [.drug], [.source, .verification, .derivedFrom, .note]))])
    ),
    (
      .condition,
      DrugListStructure(
        required: [.id, .name, .source], optional: [.verification],
        [.any(.alias), .any(.code, words(.required, [.system]))])
    ),
  ]

  private static let roles: [(DrugListWord, DrugListStructure)] = [
    (
      .crampAssociation,
      DrugListStructure(
        required: [.id, .flags, .symptom, .direction, .grade, .source],
        optional: [.drug, .drugClass, .classLevel, .verification],
        [
          .any(.ingredient, ingredient), .one(.reported), .one(.evidence),
          .optional(.figure, words(.required, [.measure], [.value, .low, .high, .comparator])),
          .optional(.mechanism), .optional(.action), .optional(.note),
        ])
    ),
    (
      .crampTreatment,
      DrugListStructure(
        required: [.role, .cascade, .standing], optional: [.drug, .name, .combination],
        [
          .any(.ingredient, ingredient), .any(.role, plainStatement), .any(.evidence, plainStatement),
          .any(.dose, plainStatement), .any(.regulatoryAction, plainStatement), .any(.caution, caution),
        ])
    ),
    (.riskFactor, advice([.kind, .name], [.condition, .ageFrom, .sex, .pregnancy, .figure])),
    (.redFlag, advice([.name], [.drug, .drugClass])),
    (.selfCare, advice()),
    (.fact, advice()),
    (
      .reconstructedListItem,
      advice([.list, .item, .status], [.alsoCalled, .display], text: .optional)
    ),
  ]

  private static let rules: [(DrugListWord, DrugListStructure)] = [
    (
      .load,
      DrugListStructure(
        required: [.id, .name, .threshold, .severity, .source], optional: [.verification],
        [.some(.share, words(.none, [.drugClass, .points])), .one(.effect), .one(.action)])
    ),
    (
      .interaction,
      DrugListStructure(
        required: [.id, .severity, .source],
        optional: [.scope, .jurisdiction, .classification, .verification],
        [
          .any(.drug, words(.none, [.ref])), .any(.drugClass, words(.none, [.ref])), .one(.effect),
          .optional(.mechanism), .optional(.action), .optional(.seriousness), .optional(.context),
          .optional(.evidence), .optional(.exposureFrequency), .optional(.harmFrequency), .optional(.basis),
          .any(.otherLevel, words(.required, [.source])),
          .any(.contraindicatedPair, words(.none, [.a, .b])), .optional(.note),
        ])
    ),
    (.interactionException, words(.required, [.a, .b, .source], [.verification])),
  ]

  private static let lineWords: [(DrugListWord, DrugListStructure)] = [
    (
      .words,
      DrugListStructure(
        required: [.kind, .source], optional: [.verification],
        [.some(.word, words(.required, [.canonical]))])
    ),
    (.notMedicine, words(.required, [.kind, .source], [.note, .verification])),
    (.plainWord, words(.required, [.source], [.note, .verification])),
    (.abbreviation, words(.required, [.expand, .meaning, .kind, .source], [.note, .verification])),
  ]
}
