import DrugCatalog
import PatientMedications

/// Cramp causes that a treatment for cramps followed.
extension MedicationChecker {
  /// A cramp-causing drug followed by quinine or naftidrofuryl, or by another treatment that the entry says is for
  /// cramps; otherwise only "if taken for cramps".
  func cascades(_ list: CheckedList, _ causes: [Finding]) -> [Finding] {
    let causing = causes.compactMap(\.drugs.first)
    return list.drugs.flatMap { drug -> [Finding] in
      let standings = Set(treatments(of: drug, list).map(\.cascade))
      guard standings.contains(.yes) || standings.contains(.onlyIfForCramps) else { return [] }
      let isForCramps = standings.contains(.yes) || isTakenForCramps(list.resolved(drug))
      return causing.filter { $0 != drug }.compactMap { cause in
        guard let kind = cascade(list.begun(cause), list.begun(drug), isForCramps: isForCramps) else {
          return nil
        }
        return Finding(
          kind: .cascade(kind), drugs: [cause, drug], entries: list.entries(of: [cause, drug]))
      }
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

  private func isTakenForCramps(_ entries: [ResolvedEntry]) -> Bool {
    entries.contains { entry in
      let words = (entry.entry.indication ?? "").lowercased()
        .split { !$0.isLetter }.map(String.init)
      return words.contains { $0 == "cramp" || $0 == "cramps" || $0 == "cramping" }
        && !words.contains("not") && !words.contains(where: Self.otherCramps.contains)
    }
  }

  /// Cramps that are not of the legs.
  private static let otherCramps: Set<String> = [
    "abdominal", "stomach", "bowel", "menstrual", "period", "uterine", "intestinal", "tummy",
  ]
}
