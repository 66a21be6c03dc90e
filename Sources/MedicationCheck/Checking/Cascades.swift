import DrugCatalog
import PatientMedications

/// Cramp causes that a treatment for cramps followed.
extension ListChecker {
  /// A cramp-causing drug followed by quinine or naftidrofuryl, or by another treatment that the entry says is for
  /// cramps; otherwise only "if taken for cramps", and that for remedies that were tried for night cramps alone:
  /// nobody asks whether gabapentin is taken for them.
  func addCascades(
    _ list: CheckedList, _ causes: [ListedCause], _ roles: [CrampRole], to findings: inout [Finding]
  ) {
    if causes.isEmpty { return }
    for (place, role) in roles.enumerated() {
      guard let isForCramps = isForCramps(role.cascade, list, place) else { continue }
      let begun = list.begun(place)
      for cause in causes where cause.place != place {
        guard let cascade = cascade(cause.begun, begun, isForCramps: isForCramps) else { continue }
        let point = memory.point(
          .init(
            category: .cascade, record: cascade.number, drugs: list.rows(of: [cause.place, place]))
        ) { .cascade(cascade) }
        findings.append(Finding(point, entries: list.entries(of: cause.place, place)))
      }
    }
  }

  /// Whether a treatment is known to be taken for cramps; `nil` where nobody would ask.
  private func isForCramps(_ part: CrampRole.CascadePart, _ list: CheckedList, _ place: Int) -> Bool? {
    switch part {
    case .none: nil
    case .surelyForCramps: true
    case .perhapsForCramps: isTakenForCramps(list, place)
    case .ifSaidForCramps: isTakenForCramps(list, place) ? true : nil
    }
  }

  /// - Returns: `nil` when the treatment was there before the cause.
  private func cascade(
    _ cause: PartialDate?, _ treatment: PartialDate?, isForCramps: Bool
  ) -> Finding.Cascade? {
    if let cause, let treatment, treatment.isSurelyBefore(cause) { return nil }
    guard isForCramps else { return .onlyIfForCramps }
    if let cause, let treatment, cause.isSurelyBefore(treatment) { return .likely }
    return .possible
  }

  /// Whether an entry's stated purpose is leg cramps, or its words name a remedy that is sold for them.
  private func isTakenForCramps(_ list: CheckedList, _ place: Int) -> Bool {
    list.drugs[place].entries.contains { number in
      let stated = list.entries[number - 1].entry.stated
      switch stated.indication.map(memory.purpose) ?? .unsaid {
      case .legCramps: return true
      case .otherCramps: return false
      case .unsaid: return memory.namesRemedy(stated.text)
      }
    }
  }
}

/// What an indication says about cramps.
enum CrampPurpose {
  case legCramps
  /// Cramps that are not of the legs, or none.
  case otherCramps
  case unsaid

  init(_ indication: String) {
    let words = ConditionIndex.words(indication)
    guard words.contains(where: { $0 == "cramp" || $0 == "cramps" || $0 == "cramping" }) else {
      self = .unsaid
      return
    }
    let isOther = words.contains("not") || words.contains(where: Self.placesOfOthers.contains)
    self = isOther ? .otherCramps : .legCramps
  }

  /// Where cramps are that are not of the legs.
  private static let placesOfOthers: Set<String> = [
    "abdominal", "stomach", "bowel", "menstrual", "period", "uterine", "intestinal", "tummy",
  ]
}

extension Finding.Cascade {
  fileprivate var number: Int {
    switch self {
    case .likely: 0
    case .possible: 1
    case .onlyIfForCramps: 2
    }
  }
}
