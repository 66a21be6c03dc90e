import DrugCatalog
import PatientMedications

/// What was prepared for the drugs, pairs and readings of earlier lists: patients share most of them.
///
/// All of it follows from the catalog, so that a check with an empty memory gives the same. Bounded: past its limits
/// it forgets and starts anew. One thread at a time.
final class CheckMemory {
  let conditions: ConditionMemory
  let pairs = PairMemory()
  private let checker: MedicationChecker
  private var drugs: [DrugRow: PreparedDrug] = [:]
  private var readings: [PreparedReading] = []
  private var readingNumbers = IdentityNumbers()
  private var points: [PointKey: FindingPoint] = [:]
  private var purposes: [String: CrampPurpose] = [:]
  private var isRemedy: [String: Bool] = [:]
  private var listNumber = 0

  private static let mostDrugs = 5_000
  private static let mostReadings = 50_000
  private static let mostPoints = 20_000
  private static let mostTexts = 20_000

  /// What makes two points of one kind the same: the record, by its number, the drugs and what they add.
  struct PointKey: Hashable {
    var category: FindingPoint.Category
    var record: Int
    var drugs: [DrugRow] = []
    var numbers: [Int] = []
  }

  init(_ checker: MedicationChecker) {
    self.checker = checker
    conditions = ConditionMemory(checker.conditionIndex)
  }

  /// Forgets where the drugs of the last list stood, and makes room for those of the next.
  func beginList() {
    listNumber += 1
    if drugs.count > Self.mostDrugs || readings.count > Self.mostReadings {
      readings.removeAll(keepingCapacity: true)
      readingNumbers.removeAll()
      drugs.removeAll(keepingCapacity: true)
    }
    if points.count > Self.mostPoints { points.removeAll(keepingCapacity: true) }
    if purposes.count > Self.mostTexts { purposes.removeAll(keepingCapacity: true) }
    if isRemedy.count > Self.mostTexts { isRemedy.removeAll(keepingCapacity: true) }
    pairs.makeRoom()
  }

  func reading(_ reading: EntryReading) -> PreparedReading {
    if let number = readingNumbers[reading] { return readings[number] }
    let prepared = PreparedReading(reading, drugs: reading.drugs.map(drug))
    readingNumbers.insert(readings.count, for: reading)
    readings.append(prepared)
    return prepared
  }

  private func drug(_ row: DrugRow) -> PreparedDrug {
    if let known = drugs[row] { return known }
    let drug = PreparedDrug(row, checker)
    drugs[row] = drug
    return drug
  }

  /// Where a drug stands on the list in hand; `nil` when it was not placed there yet.
  func place(of drug: PreparedDrug) -> Int? {
    drug.listNumber == listNumber ? drug.place : nil
  }

  func setPlace(of drug: PreparedDrug, to place: Int) {
    drug.listNumber = listNumber
    drug.place = place
  }

  func point(_ key: PointKey, _ kind: () -> Finding.Kind) -> FindingPoint {
    if let known = points[key] { return known }
    let point = FindingPoint(kind(), drugs: key.drugs)
    points[key] = point
    return point
  }

  /// What an indication says about cramps.
  func purpose(_ indication: String) -> CrampPurpose {
    if let known = purposes[indication] { return known }
    let purpose = CrampPurpose(indication)
    purposes[indication] = purpose
    return purpose
  }

  /// Whether the words of an entry name a remedy that is sold for cramps.
  func namesRemedy(_ text: String) -> Bool {
    if let known = isRemedy[text] { return known }
    let key = KeyText(text)
    let answer = checker.remedies.contains(where: key.contains)
    isRemedy[text] = answer
    return answer
  }
}

/// A reading with what a check asks of it again and again.
final class PreparedReading {
  /// Kept so that its identity stays its own.
  private let reading: EntryReading
  let drugs: [PreparedDrug]
  let route: EntryRoute
  /// The name that a misspelt word was read as.
  let readAs: String?

  init(_ reading: EntryReading, drugs: [PreparedDrug]) {
    self.reading = reading
    self.drugs = drugs
    route = EntryRoute(reading)
    if case .resolved(_, .spelling(let name)) = reading.resolution { readAs = name } else { readAs = nil }
  }
}
