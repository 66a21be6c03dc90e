import DrugCatalog
import MedicationCheck

/// What a finding says, in words that promise nothing: the same in every format.
struct FindingWording {
  /// One sentence without a final stop. It begins with `subject`.
  var message: String
  /// The medicines the message is about, as it names them; empty when it begins with something else.
  var subject = ""
  /// What to do; empty when nothing is asked.
  var action = ""
  var mechanism = ""
  /// What a reader who looks into the basis should know besides.
  var note = ""
  var evidence: [Evidence] = []
  /// Countries whose statement this is; empty: no country in particular.
  var jurisdictions: [String] = []
  /// Whether a caution or a rule's scope is known to hold.
  var matched = true

  /// What a finding rests on.
  struct Evidence: Hashable {
    /// A to D for cramp associations; the source's own word elsewhere, where it has one.
    var grade = ""
    var figure = ""
    /// How the severity was graded.
    var basis = ""
    var source: Source.ID
    var verification: Verification
  }

  /// Said with every cramp cause.
  static let neverStop = "Do not stop a medicine without the prescriber"

  /// - Parameter entries: The entries that `finding` counts, for the words on what was not checked.
  init(_ finding: Finding, among entries: [ResolvedEntry], in catalog: Catalog) {
    let names = finding.drugs.map(catalog.drugName)
    switch finding.kind {
    case .crampCause(let associations, let through):
      self = .crampCause(names, associations, through: through)
    case .treatmentCaution(_, let statement, let match):
      self = .caution(names, statement, match, in: catalog)
    case .interaction(let statement, _, let others, let scope):
      self = .interaction(names, statement, others, scope)
    case .noInteraction(let statement): self = .noInteraction(names, statement)
    case .duplicateIngredient(let isOneProduct):
      self = .duplicateIngredient(names, isOneProduct: isOneProduct)
    case .duplicateClass(let drugClass): self = .duplicateClass(names, drugClass)
    case .additiveLoad(let load, let points): self = .load(names, load, points)
    case .cascade(let cascade): self = .cascade(finding.drugs, cascade, in: catalog)
    case .patientFactor(let advice, let others): self = .patientFactor(advice, others)
    case .redFlag(let advice): self = .redFlag(names, advice)
    case .notChecked: self = .notChecked(finding.entries, entries, in: catalog)
    case .notReviewed(let relatives): self = .notReviewed(finding.drugs, relatives, in: catalog)
    case .lookAlike(let pair): self = .lookAlike(pair)
    }
  }

  init(_ subject: String, _ predicate: String, action: String = "", mechanism: String = "") {
    message = subject + predicate
    self.subject = subject
    self.action = action
    self.mechanism = mechanism
  }

  /// `quinine with amiodarone`.
  static func pair(_ names: [String]) -> String { names.joined(separator: " with ") }

  static func tallMan(_ tallMan: String, _ name: String) -> String { tallMan.isEmpty ? name : tallMan }

  static func evidence(_ attribution: Attribution, grade: String = "", basis: String = "") -> [Evidence] {
    attribution.sources.map {
      Evidence(grade: grade, basis: basis, source: $0, verification: attribution.verification)
    }
  }

  static func evidence(_ association: CrampAssociation) -> [Evidence] {
    association.attribution.sources.map {
      Evidence(
        grade: association.grade.rawValue, figure: FigureWording.words(association.figure),
        basis: association.evidence, source: $0, verification: association.attribution.verification)
    }
  }

  /// Every source, each once, in the order of the evidence.
  var sources: [Source.ID] { evidence.map(\.source).uniqued() }

  /// `unverified` or `second-hand source` when nothing better stands behind the whole finding; else empty.
  var mark: String {
    let verifications = Set(evidence.map(\.verification))
    if verifications.isEmpty { return "" }
    if verifications == [.unverified] { return FigureWording.mark(.unverified) }
    return verifications.isSubset(of: [.unverified, .secondary]) ? FigureWording.mark(.secondary) : ""
  }
}

extension Array where Element: Hashable {
  /// Each once, in the order of the first.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
