/// What may stand where in a drug list, and what must.
struct DrugListStructure {
  var required: [DrugListWord] = []
  var optional: [DrugListWord] = []
  var children: [DrugListWord: DrugListStructure] = [:]
  /// Whether text belongs to the element, and whether it may be empty.
  var text = Text.none

  enum Text { case none, optional, required }

  private static func words(
    _ text: Text = .required, _ required: [DrugListWord] = [], _ optional: [DrugListWord] = []
  )
    -> DrugListStructure
  {
    DrugListStructure(required: required, optional: optional, text: text)
  }

  private static let name = words(
    .required, [], [.kind, .country, .source, .use, .verification, .note])
  private static let code = words(.required, [.system], [.source, .verification])
  private static let ingredient = words(.none, [.drug])
  private static let note = words()
  private static let concernAttributes: [DrugListWord] = [
    .anyone, .ageFrom, .ageBelow, .sex, .pregnancy, .breastFeeding, .condition, .egfrBelow,
  ]

  private static let treatmentStatement = DrugListStructure(
    required: [.id, .source],
    optional: [.severity, .date, .jurisdiction, .population, .display, .verification, .kind, .boxed],
    children: [.text: words(), .note: note, .concerns: words(.none, [], concernAttributes)], text: .optional)

  private static func advice(_ required: [DrugListWord], _ optional: [DrugListWord]) -> DrugListStructure {
    DrugListStructure(
      required: required + [.id, .source], optional: optional + [.verification, .figure, .note, .name],
      text: .optional)
  }

  /// The records that may stand under the root.
  static let records: [DrugListWord: DrugListStructure] = [
    .source: DrugListStructure(
      required: [.id], optional: [.year, .doi, .pmid, .url, .seen],
      children: [.title: words(), .publisher: words(), .note: note]),
    .drug: DrugListStructure(
      required: [.id, .source], optional: [.verification, .notReviewedBecause, .note],
      children: [
        .name: name, .code: code, .about: words(.required, [], [.source, .verification]), .note: note,
      ]),
    .combination: DrugListStructure(
      required: [.id, .source], optional: [.kind, .country, .verification, .note],
      children: [.name: name, .code: code, .ingredient: ingredient]),
    .ambiguousName: DrugListStructure(
      required: [.source, .policy], optional: [.verification, .note],
      children: [
        .name: name,
        .meaning: DrugListStructure(
          optional: [.country, .note], children: [.ingredient: ingredient], text: .optional),
      ]),
    .lookAlike: DrugListStructure(
      required: [.id, .a, .b, .source],
      optional: [.tallManA, .tallManB, .drugA, .drugB, .list, .warn, .verification],
      children: [.note: note]),
    .drugClass: DrugListStructure(
      required: [.id, .name, .source], optional: [.atc, .duplicates, .verification, .note],
      children: [
        .alias: words(), .note: note,
        .member: words(.none, [.drug], [.source, .verification, .derivedFrom, .note]),
      ]),
    .load: DrugListStructure(
      required: [.id, .name, .threshold, .severity, .source], optional: [.verification],
      children: [
        .share: words(.none, [.drugClass, .points]), .effect: words(), .action: words(), .note: note,
      ]),
    .crampAssociation: DrugListStructure(
      required: [.id, .symptom, .direction, .grade, .source],
      optional: [.drug, .drugClass, .classLevel, .flags, .verification],
      children: [
        .ingredient: ingredient, .reported: words(), .evidence: words(),
        .figure: words(.optional, [.measure], [.value, .low, .high, .comparator]), .mechanism: words(),
        .action: words(), .note: note,
      ]),
    .crampTreatment: DrugListStructure(
      required: [.role, .cascade, .standing], optional: [.drug, .name, .combination],
      children: [
        .ingredient: ingredient, .role: treatmentStatement, .evidence: treatmentStatement,
        .dose: treatmentStatement, .regulatoryAction: treatmentStatement, .caution: treatmentStatement,
      ]),
    .condition: DrugListStructure(
      required: [.id, .name, .source], optional: [.verification, .note],
      children: [.alias: words(), .code: code]),
    .interaction: DrugListStructure(
      required: [.id, .severity, .source], optional: [.scope, .jurisdiction, .classification, .verification],
      children: [
        .drug: words(.none, [.ref]), .drugClass: words(.none, [.ref]), .effect: words(), .mechanism: words(),
        .action: words(), .seriousness: words(), .context: words(), .evidence: words(),
        .exposureFrequency: words(), .harmFrequency: words(), .basis: words(),
        .otherLevel: words(.required, [.source]), .contraindicatedPair: words(.none, [.a, .b]), .note: note,
      ]),
    .interactionException: words(.required, [.a, .b, .source], [.verification]),
    .riskFactor: advice([.kind], [.condition, .ageFrom, .ageBelow, .sex, .pregnancy]),
    .redFlag: advice([], [.drug, .drugClass, .condition]),
    .selfCare: advice([], []),
    .fact: advice([], []),
    .reconstructedListItem: advice([.list, .item, .status], [.alsoCalled, .display]),
    .words: DrugListStructure(
      required: [.kind, .source], optional: [.verification],
      children: [.word: words(.required, [], [.canonical, .note])]),
    .notMedicine: words(.required, [.kind, .source], [.note, .verification]),
    .plainWord: words(.required, [.source], [.note, .verification]),
    .abbreviation: words(.required, [.expand, .meaning, .source], [.kind, .note, .verification]),
  ]

  static let rootAttributes: [DrugListWord] = [.id, .title, .version, .date, .licence]
}
