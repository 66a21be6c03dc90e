import DrugCatalog
import PatientMedications

/// Cramp causes that a treatment for cramps followed.
extension MedicationChecker {
  /// A cramp-causing drug followed by quinine or naftidrofuryl, or by another treatment that the entry says is for
  /// cramps; otherwise only "if taken for cramps", and that for remedies that were tried for night cramps alone:
  /// nobody asks whether gabapentin is taken for them.
  func cascades(
    _ list: CheckedList, _ causes: [Finding], _ treatments: [DrugRow: [CrampTreatment]]
  ) -> [Finding] {
    let causing = causes.compactMap(\.drugs.first)
    return list.drugs.flatMap { drug -> [Finding] in
      let treatments = (treatments[drug] ?? []).filter { $0.cascade != .no }
      guard !treatments.isEmpty else { return [] }
      let isForCramps =
        treatments.contains { $0.cascade == .yes } || isTakenForCramps(list.resolved(drug))
      guard isForCramps || treatments.contains(where: { $0.role != .otherDiseaseOnly }) else { return [] }
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

  /// Whether an entry's stated purpose is leg cramps, or its words name a remedy that is sold for them.
  private func isTakenForCramps(_ entries: [ResolvedEntry]) -> Bool {
    entries.contains { entry in
      let words = ConditionIndex.words(entry.entry.indication ?? "")
      if words.contains(where: { $0 == "cramp" || $0 == "cramps" || $0 == "cramping" }) {
        return !words.contains("not") && !words.contains(where: Self.otherCramps.contains)
      }
      let text = KeyText(entry.entry.text)
      return remedies.contains(where: text.contains)
    }
  }

  /// Cramps that are not of the legs.
  private static let otherCramps: Set<String> = [
    "abdominal", "stomach", "bowel", "menstrual", "period", "uterine", "intestinal", "tummy",
  ]
}
