import DrugCatalog
import PatientMedications

/// What was prepared for the drugs, pairs and readings of earlier lists: patients share most of them.
///
/// All of it follows from the catalog, so that a check with an empty memory gives the same. Bounded: past its limits
/// it forgets and starts anew. One thread at a time.
///
/// What hangs on words alone has limits in bytes; what hangs on the drugs of the catalog, in numbers too.
final class CheckMemory {
  let conditions: ConditionMemory
  let pairs: PairMemory
  private let checker: MedicationChecker
  private var drugs: [DrugRow: PreparedDrug] = [:]
  /// By the reading that each was made of, and keeps.
  private var readings = NumberTable<PreparedReading>()
  private var points: [PointKey: FindingPoint] = [:]
  private var purposes: [String: CrampPurpose] = [:]
  private var isRemedy: [String: Bool] = [:]
  private var roomOfReadings: MemoryRoom
  private var roomOfTexts: MemoryRoom
  private var roomOfPoints: MemoryRoom
  private var listNumber = 0

  private static let mostDrugs = 5_000
  private static let mostPoints = 20_000
  /// Of what is kept for each, the words and keys not counted.
  private static let bytesOfReading = 256
  private static let bytesOfText = 96
  private static let bytesOfPoint = 512

  /// What makes two points of one kind the same: the record, by its number, the drugs and what they add.
  struct PointKey: Hashable {
    var category: FindingPoint.Category
    var record: Int
    var drugs: [DrugRow] = []
    var numbers: [Int] = []
  }

  init(_ checker: MedicationChecker, mostBytes: Int) {
    self.checker = checker
    conditions = ConditionMemory(checker.conditionIndex, mostBytes: mostBytes)
    pairs = PairMemory(mostBytes: mostBytes)
    roomOfReadings = MemoryRoom(most: mostBytes)
    roomOfTexts = MemoryRoom(most: mostBytes)
    roomOfPoints = MemoryRoom(most: mostBytes)
  }

  /// Forgets where the drugs of the last list stood, and makes room for those of the next.
  func beginList(of entryCount: Int) {
    listNumber += 1
    roomOfReadings.noteLookUps(entryCount)
    if drugs.count > Self.mostDrugs {
      readings = NumberTable()
      drugs.removeAll(keepingCapacity: true)
    }
    if points.count > Self.mostPoints { points.removeAll(keepingCapacity: true) }
    pairs.makeRoom()
  }

  func reading(_ reading: EntryReading) -> PreparedReading {
    if let known = readings[reading] { return known }
    // Drugs stay: the list in hand has them.
    if roomOfReadings.take(reading.byteCount + Self.bytesOfReading) {
      readings = NumberTable()
    }
    let prepared = PreparedReading(reading, drugs: reading.drugs.map(drug))
    readings[reading] = prepared
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
    roomOfPoints.noteLookUps()
    if let known = points[key] { return known }
    if roomOfPoints.take(Self.bytesOfPoint) { points = [:] }
    let point = FindingPoint(kind(), drugs: key.drugs)
    points[key] = point
    return point
  }

  /// What an indication says about cramps.
  func purpose(_ indication: String) -> CrampPurpose {
    roomOfTexts.noteLookUps()
    if let known = purposes[indication] { return known }
    makeRoom(for: indication)
    let purpose = CrampPurpose(indication)
    purposes[indication] = purpose
    return purpose
  }

  /// Whether the words of an entry name a remedy that is sold for cramps.
  func namesRemedy(_ text: String) -> Bool {
    roomOfTexts.noteLookUps()
    if let known = isRemedy[text] { return known }
    makeRoom(for: text)
    let key = KeyText(text)
    let answer = checker.remedies.contains(where: key.contains)
    isRemedy[text] = answer
    return answer
  }

  private func makeRoom(for text: String) {
    guard roomOfTexts.take(text.utf8.count + Self.bytesOfText) else { return }
    purposes = [:]
    isRemedy = [:]
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
