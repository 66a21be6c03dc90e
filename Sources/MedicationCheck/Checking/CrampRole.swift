import DrugCatalog
import PatientMedications

/// What a drug has to do with cramps on a list, whoever the patient is.
final class CrampRole {
  /// `nil` when nothing speaks for it.
  let cause: CrampCause?
  /// Cautions that come with it as a treatment, in the order of the catalog.
  let cautions: [PreparedCaution]
  /// What a cause before it makes of it.
  let cascade: CascadePart

  /// A treatment's part in a cascade.
  enum CascadePart {
    /// It is no treatment, or none that anybody would ask about.
    case none
    /// Taken for cramps and hardly for anything else.
    case surelyForCramps
    /// Tried for cramps, and taken for other things.
    case perhapsForCramps
    /// Only where the entry says that it is for cramps.
    case ifSaidForCramps
  }

  /// - Parameters:
  ///   - treatments: Those of which all drugs are on the list.
  ///   - drug: The drug whose role it is.
  init(
    cause: CrampCause?, treatments: [CrampTreatment], drug: PreparedDrug, on list: CheckedList,
    index: ConditionIndex
  ) {
    self.cause = cause
    cautions = treatments.flatMap { treatment in
      let drugs = treatment.isTreatment ? [drug.row] : Self.drugs(of: treatment, on: list)
      return treatment.statements.filter { $0.kind == .caution && $0.isDisplayed }.map {
        PreparedCaution(treatment, $0, drugs: drugs, index: index)
      }
    }
    let cascading = treatments.filter { $0.cascade != .no }
    cascade =
      if cascading.isEmpty { .none } else if cascading.contains(where: { $0.cascade == .yes }) {
        .surelyForCramps
      } else if cascading.contains(where: { $0.role != .otherDiseaseOnly }) { .perhapsForCramps } else {
        .ifSaidForCramps
      }
  }
}

extension CrampRole {
  /// All drugs of a label, in its order.
  private static func drugs(of label: CrampTreatment, on list: CheckedList) -> [DrugRow] {
    let ids: [Drug.ID] =
      switch label.subject {
      case .drug(let id): [id]
      case .together(let ids): ids
      case .measure: []
      }
    return ids.compactMap { id in list.drugs.first { $0.drug.id == id }?.drug.row }
  }
}

/// A caution of a treatment, ready to be held against many patients. One thread at a time.
final class PreparedCaution {
  private let treatment: CrampTreatment
  private let statement: TreatmentStatement
  private let drugs: [DrugRow]
  private let concerns: [PreparedConcern]
  private var matched: FindingPoint?
  /// By the concerns that stay open, one bit each.
  private var open: [UInt64: FindingPoint] = [:]

  init(_ treatment: CrampTreatment, _ statement: TreatmentStatement, drugs: [DrugRow], index: ConditionIndex)
  {
    self.treatment = treatment
    self.statement = statement
    self.drugs = drugs
    concerns = statement.concerns.map { PreparedConcern($0, index: index) }
  }

  /// `nil` when it is known not to concern the patient.
  func point(_ patient: PatientFacts) -> FindingPoint? {
    if isOfALabel { return labelPoint(patient) }
    if concerns.isEmpty { return matchedPoint() }
    var openConcerns: UInt64 = 0
    for (number, concern) in concerns.enumerated() {
      switch patient.holds(concern) {
      case .yes: return matchedPoint()
      case .unknown: openConcerns |= 1 << UInt64(min(number, Self.lastBit))
      case .no: break
      }
    }
    if openConcerns == 0 { return nil }
    if let known = open[openConcerns] { return known }
    let asked = zip(statement.concerns, concerns).filter { patient.holds($1) == .unknown }.map(\.0)
    let point = point(.checkIf(asked))
    if concerns.count <= Self.lastBit { open[openConcerns] = point }
    return point
  }

  /// Of a medicine that is no treatment, outside the box.
  private var isOfALabel: Bool { !treatment.isTreatment && !statement.isBoxed }

  /// A label's words may name more than the concerns that were found in them: they can show that a caution holds, and
  /// never that it does not.
  private func labelPoint(_ patient: PatientFacts) -> FindingPoint {
    if concerns.contains(where: { patient.holds($0) == .yes }) { return matchedPoint() }
    if let known = open[0] { return known }
    let point = point(.checkIf(statement.concerns))
    open[0] = point
    return point
  }

  private static let lastBit = 63

  private func matchedPoint() -> FindingPoint {
    if let matched { return matched }
    let point = point(.matched)
    matched = point
    return point
  }

  private func point(_ match: Finding.CautionMatch) -> FindingPoint {
    FindingPoint(.treatmentCaution(treatment, statement, match), drugs: drugs)
  }
}
