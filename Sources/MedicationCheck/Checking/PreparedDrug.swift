import DrugCatalog

/// What one drug brings to any list, decoded once.
final class PreparedDrug {
  let row: DrugRow
  let id: Drug.ID
  let name: String
  let classes: [ClassRow]
  /// Those of its classes of which two members are worth a word.
  let doublingClasses: [ClassRow]
  /// A bit for each of them, which some share.
  let doublingClassBits: UInt64
  /// Its points in each load; `nil` where it has no part.
  let loadPoints: [Int?]
  /// A bit for each load in which it has a part; loads past 64 share them.
  let loads: UInt64
  /// Numbers of the warning signs that it makes worth showing.
  let signs: [Int]
  let lookAlikes: [PreparedLookAlike]
  /// The finding that nobody has judged it, where that is so.
  let notReviewed: FindingPoint?
  /// The findings that several entries hold it: strengths of one product, or not.
  let isOneProduct: FindingPoint
  let isDoubled: FindingPoint
  private let associations: [CrampAssociation]
  private let classAssociations: [(association: CrampAssociation, drugClass: ClassRow)]
  private let treatments: [CrampTreatment]
  /// Drugs that have to be on the list too, of each association and treatment that asks for some.
  private let partners: [[Drug.ID]]
  private var roles: [[Bool]: CrampRole] = [:]
  /// On every list, for a drug whose role hangs on no other drug.
  private var onlyRole: CrampRole?
  private let checker: MedicationChecker
  private var brands: [KeyText]?
  private var brandsOfText: [String: [Int]?] = [:]

  /// Where it stands on the list of that number; the memory's business.
  var listNumber = 0
  var place = 0

  init(_ row: DrugRow, _ checker: MedicationChecker) {
    let catalog = checker.catalog
    self.row = row
    self.checker = checker
    let id = catalog.drugID(row)
    self.id = id
    name = catalog.drugName(row)
    classes = catalog.classes(of: row)
    let classIDs = Set(classes.map(catalog.classID))
    doublingClasses = classes.filter { catalog.drugClass($0).isDuplicationRelevant }
    doublingClassBits = doublingClasses.reduce(0) { $0 | 1 << UInt64($1.number % 64) }
    loadPoints = checker.loads.map { load in
      load.shares.filter { classIDs.contains($0.drugClass) }.map(\.points).max()
    }
    loads = loadPoints.enumerated().reduce(0) { $1.element == nil ? $0 : $0 | Self.bit(ofLoad: $1.offset) }
    signs = checker.signs.indices.filter { number in
      let sign = checker.signs[number]
      return sign.drugs.contains(id) || sign.classes.contains { classIDs.contains($0) }
    }
    lookAlikes = catalog.lookAlikes(of: row).filter(\.warns).map { PreparedLookAlike($0, catalog) }
    notReviewed =
      catalog.review(of: row) == .notReviewed
      ? FindingPoint(.notReviewed(relatives: catalog.drug(row).relatives), drugs: [row]) : nil
    isOneProduct = FindingPoint(.duplicateIngredient(isOneProduct: true), drugs: [row])
    isDoubled = FindingPoint(.duplicateIngredient(isOneProduct: false), drugs: [row])
    associations = catalog.associations(of: row)
    classAssociations = classes.flatMap { drugClass in
      catalog.associations(of: drugClass).filter(\.flags).map { ($0, drugClass) }
    }
    treatments = catalog.treatments(of: row).filter { treatment in
      // Of several drugs together the first one speaks for all.
      guard case .together(let ids) = treatment.subject else { return true }
      return ids.first == id
    }
    partners = associations.compactMap(\.partners) + treatments.compactMap(\.partners)
  }

  static func bit(ofLoad number: Int) -> UInt64 { 1 << UInt64(number % 64) }

  // MARK: Cramps

  /// Its part in cramps on this list.
  func role(on list: CheckedList) -> CrampRole {
    if let onlyRole { return onlyRole }
    let arePresent = partners.map { $0.allSatisfy(list.contains) }
    if let known = roles[arePresent] { return known }
    var answers = arePresent[...]
    let own = associations.filter { $0.partners == nil || answers.removeFirst() }
    let treatments = treatments.filter { $0.partners == nil || answers.removeFirst() }
    let role = CrampRole(
      cause: CrampCause(row, own: own, byClass: classAssociations, catalog: checker.catalog),
      treatments: treatments, drug: self, on: list, index: checker.conditionIndex)
    if partners.isEmpty { onlyRole = role } else { roles[arePresent] = role }
    return role
  }

  // MARK: Brands

  /// Its brands that stand in the words of an entry; `nil` for words without a letter.
  /// - Complexity: O(brands × words) once for each text.
  func brands(in text: String) -> [Int]? {
    if let known = brandsOfText[text] { return known }
    let key = KeyText(text)
    let all = brandKeys()
    let found = key.isEmpty ? nil : all.indices.filter { key.contains(all[$0]) }
    if brandsOfText.count >= Self.mostTexts { brandsOfText.removeAll() }
    brandsOfText[text] = .some(found)
    return found
  }

  private static let mostTexts = 100

  private func brandKeys() -> [KeyText] {
    if let brands { return brands }
    let keys = checker.catalog.names(of: row).compactMap { name -> KeyText? in
      if case .drug(_, .brand) = name.meaning { KeyText(name.text) } else { nil }
    }
    brands = keys
    return keys
  }
}

extension CrampAssociation {
  /// The drugs that count only together.
  fileprivate var partners: [Drug.ID]? {
    if case .together(let ids) = subject { ids } else { nil }
  }
}

extension CrampTreatment {
  /// The drugs that count only together.
  fileprivate var partners: [Drug.ID]? {
    if case .together(let ids) = subject { ids } else { nil }
  }
}
