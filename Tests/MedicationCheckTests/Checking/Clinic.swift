import DrugCatalog
import MedicationCheck
import PatientMedications

/// A catalog written for one test, and checks against it. A rule states only what differs from the ordinary.
final class Clinic {
  private let builder = CatalogBuilder()
  private var built: Catalog?
  static let attribution = Attribution(["book"])

  /// - Parameter drugs: Ids that are names too.
  init(_ drugs: [String]) {
    _ = builder.add(Source(id: "book", title: "A book for tests"))
    for drug in drugs { self.drug(drug) }
  }

  // MARK: Writing the catalog

  func drug(_ id: String, brands: [String] = [], relatives: [Drug.ID] = []) {
    _ = builder.add(
      Drug(id: Drug.ID(id), name: id, relatives: relatives, attribution: Self.attribution))
    name(id, .drug(builder.row(of: Drug.ID(id)), .generic))
    for brand in brands { name(brand, .drug(builder.row(of: Drug.ID(id)), .brand)) }
  }

  private func name(_ text: String, _ meaning: CatalogName.Meaning) {
    _ = builder.add(CatalogName(text: text, meaning: meaning, attribution: Self.attribution))
  }

  func drugClass(_ id: String, name: String? = nil, _ members: [String], doubles: Bool = false) {
    _ = builder.add(
      DrugClass(
        id: DrugClass.ID(id), name: name ?? id, isDuplicationRelevant: doubles, attribution: Self.attribution)
    )
    for member in members {
      builder.add(
        DrugClass.Member(
          drug: Drug.ID(member), drugClass: DrugClass.ID(id), attribution: Self.attribution))
    }
  }

  /// - Parameter sides: Two ids; a class where `#` stands before it.
  func rule(
    _ id: String, _ sides: [String], _ severity: Severity = .major, in jurisdictions: [String] = [],
    scope: String = "", basis: String = "", contraindicated: [Drug.ID] = []
  ) {
    let statement = builder.add(
      InteractionStatement(
        id: id, severity: severity, jurisdictions: jurisdictions, scope: scope, effect: "effect of \(id)",
        basis: basis, contraindicatedPairs: contraindicated, attribution: Self.attribution))
    builder.add(
      InteractionRule(first: side(sides[0]), second: side(sides[1]), statement: statement))
  }

  private func side(_ id: String) -> InteractionSide {
    id.hasPrefix("#")
      ? .drugClass(builder.row(of: DrugClass.ID(String(id.dropFirst()))))
      : .drug(builder.row(of: Drug.ID(id)))
  }

  func exception(_ a: String, _ b: String) {
    builder.addException(Drug.ID(a), Drug.ID(b), reason: "one product")
  }

  func cause(
    _ id: String, _ subject: CrampAssociation.Subject, ofClass drugClass: DrugClass.ID? = nil,
    flags: Bool = true, _ symptom: CrampAssociation.Symptom = .legCramps,
    _ direction: CrampAssociation.Direction = .notCompared, _ grade: CrampAssociation.Grade = .c,
    ratio: String? = nil
  ) {
    let figure = ratio.map { CrampAssociation.Figure(measure: .ratio, value: $0, comparator: "1") }
    builder.add(
      CrampAssociation(
        id: id, subject: subject, drugClass: drugClass, isClassLevel: drugClass != nil, flags: flags,
        symptom: symptom, direction: direction, grade: grade, figure: figure ?? .init(),
        attribution: Self.attribution))
  }

  func treatment(
    _ drugs: [Drug.ID], role: CrampTreatment.Role = .triedOnly,
    cascade: CrampTreatment.Cascade = .onlyIfForCramps, _ cautions: [TreatmentStatement] = []
  ) {
    builder.add(
      CrampTreatment(
        subject: drugs.count == 1 ? .drug(drugs[0]) : .together(drugs), role: role, cascade: cascade,
        standing: .notRecommended, statements: cautions))
  }

  /// A product or measure that is no drug of the catalog.
  func remedy(_ name: String) {
    builder.add(
      CrampTreatment(
        subject: .measure(name), role: .triedOnly, cascade: .onlyIfForCramps, standing: .noEvidence,
        statements: []))
  }

  static func caution(
    _ id: String, _ severity: Severity = .major, concerns: [Concern] = [], in jurisdictions: [String] = [],
    isDisplayed: Bool = true, isBoxed: Bool = false
  ) -> TreatmentStatement {
    TreatmentStatement(
      id: id, kind: .caution, text: id, severity: severity, jurisdictions: jurisdictions,
      isDisplayed: isDisplayed, isBoxed: isBoxed, concerns: concerns, attribution: attribution)
  }

  func load(_ id: String, threshold: Int, _ shares: [(String, Int)]) {
    builder.add(
      AdditiveLoad(
        id: id, name: id, threshold: threshold, severity: .major, effect: "", action: "",
        shares: shares.map { AdditiveLoad.Share(drugClass: DrugClass.ID($0.0), points: $0.1) },
        attribution: Self.attribution))
  }

  func condition(_ id: String, _ aliases: [String] = [], icd10: [String] = [], snomed: [String] = []) {
    _ = builder.add(
      Condition(
        id: Condition.ID(id), name: id, aliases: aliases, snomedCodes: snomed, icd10Codes: icd10,
        attribution: Self.attribution))
  }

  func advice(
    _ id: String, _ kind: Advice.Kind, concern: Concern? = nil, drugs: [Drug.ID] = [],
    classes: [DrugClass.ID] = []
  ) {
    builder.add(
      Advice(
        id: id, kind: kind, text: id, concern: concern, drugs: drugs, classes: classes,
        attribution: Self.attribution))
  }

  func lookAlike(_ a: String, _ b: String, warns: Bool = true) {
    builder.add(
      LookAlikePair(
        id: a + "/" + b, nameA: a, nameB: b, drugA: Drug.ID(a), drugB: Drug.ID(b), warns: warns,
        attribution: Self.attribution))
  }

  // MARK: Checking

  func catalog() throws -> Catalog {
    if let built { return built }
    let catalog = try Catalog(builder.build())
    built = catalog
    return catalog
  }

  func check(
    _ entries: [ResolvedEntry], _ patient: Patient = Patient(), country: String? = nil
  ) throws -> CheckResult {
    MedicationChecker(
      catalog: try catalog(), today: PartialDate(year: 2026, month: 11, day: 24), country: country
    ).check(entries, patient: patient)
  }

  func check(_ drugs: [String], _ patient: Patient = Patient(), country: String? = nil) throws -> CheckResult
  {
    try check(drugs.map { try entry($0) }, patient, country: country)
  }

  /// - Parameter drugs: Ids; several for a combination product.
  func entry(
    _ text: String, of drugs: [String]? = nil, routes: [String] = [], begun: PartialDate? = nil,
    for indication: String? = nil, status: MedicationEntry.Status = .active,
    basis: Resolution.Basis = .name
  ) throws -> ResolvedEntry {
    let catalog = try catalog()
    let rows = (drugs ?? [text]).compactMap { catalog.drugRow(Drug.ID($0)) }
    return ResolvedEntry(
      entry: MedicationEntry(
        text: text, status: status, started: begun, indication: indication, place: SourcePlace(line: 1)),
      resolution: .resolved(rows, basis), routesAndForms: routes)
  }

  func names(_ finding: Finding) throws -> [String] {
    let catalog = try catalog()
    return finding.drugs.map(catalog.drugName)
  }
}

extension CheckResult {
  /// What an interaction finding says, for comparisons: its deciding statement and severity.
  var interactions: [String] {
    findings.compactMap {
      if case .interaction(let statement, let severity, _, _) = $0.kind {
        "\(statement.id) \(severity.rawValue)"
      } else {
        nil
      }
    }
  }

  var scopes: [Finding.ScopeMatch] {
    findings.compactMap { if case .interaction(_, _, _, let match) = $0.kind { match } else { nil } }
  }

  var loads: [String: [Int]] {
    findings.reduce(into: [:]) {
      if case .additiveLoad(let load, let points) = $1.kind { $0[load.id] = points }
    }
  }

  var cascades: [Finding.Cascade] {
    findings.compactMap { if case .cascade(let cascade) = $0.kind { cascade } else { nil } }
  }

  /// Cautions by id, with whether they are known to concern the patient.
  var cautions: [String: Bool] {
    findings.reduce(into: [:]) {
      if case .treatmentCaution(_, let statement, let match) = $1.kind {
        $0[statement.id] = match == .matched
      }
    }
  }

  var factors: [String] {
    findings.compactMap { if case .patientFactor(let advice, _) = $0.kind { advice.id } else { nil } }
  }

  var doubledClasses: [String] {
    findings.compactMap {
      if case .duplicateClass(let drugClass) = $0.kind { drugClass.id.rawValue } else { nil }
    }
  }

  /// Associations of each cramp cause, best first.
  var causes: [[String]] {
    findings.compactMap {
      if case .crampCause(let associations, _) = $0.kind { associations.map(\.id) } else { nil }
    }
  }
}
