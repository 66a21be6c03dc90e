import DrugCatalog
import MedicationCheck

/// Words on what may be causing cramps, and on what goes with them.
extension FindingWording {
  static func crampCause(
    _ names: [String], _ associations: [CrampAssociation], through drugClass: DrugClass?
  ) -> FindingWording {
    let drug = names.first ?? ""
    guard let best = associations.first else { return FindingWording(drug, " may be a cause of cramps") }
    let byClass = drugClass.map { ", as one of \($0.name)" } ?? ""
    let figure = FigureWording.words(best.figure)
    var wording = FindingWording(
      drug,
      " may be a cause of cramps\(byClass): \(FigureWording.symptom(best.symptom)) "
        + FigureWording.direction(best.direction) + (figure.isEmpty ? "" : ": " + figure),
      action: [best.action, neverStop].filter { !$0.isEmpty }.joined(separator: ". "),
      mechanism: best.mechanism)
    wording.note = best.note
    wording.evidence = associations.flatMap(evidence).uniqued()
    return wording
  }

  static func cascade(_ drugs: [DrugRow], _ cascade: Finding.Cascade, in catalog: Catalog) -> FindingWording {
    guard let causeRow = drugs.first, let treatmentRow = drugs.last else { return FindingWording("", "") }
    let cause = catalog.drugName(causeRow)
    let treatment = catalog.drugName(treatmentRow)
    let predicate =
      switch cascade {
      case .likely: " was begun after \(cause), which may cause cramps"
      case .possible: " may be treating cramps that \(cause) may cause; the dates do not tell"
      case .onlyIfForCramps: ", if taken for cramps, may be treating what \(cause) may cause"
      }
    var wording = FindingWording(treatment, predicate, action: "\(cascadeAction). \(neverStop)")
    let roles = CrampRoles(of: causeRow, in: catalog)
    let associations = roles.ownCauses + roles.classCauses.map(\.association)
    let statements = catalog.treatments(of: treatmentRow).flatMap(\.statements).filter { $0.kind == .role }
    wording.evidence =
      (associations.prefix(1).flatMap(evidence) + statements.prefix(1).flatMap { evidence($0.attribution) })
      .uniqued()
    return wording
  }

  /// Asked of every cascade.
  static let cascadeAction =
    "ask whether the cramps began after that medicine; its prescriber can judge a change"

  static func patientFactor(_ advice: Advice, _ others: [Advice]) -> FindingWording {
    var wording = FindingWording("", factor(advice))
    wording.evidence = ([advice] + others).flatMap { evidence($0.attribution) }.uniqued()
    wording.note = advice.note
    return wording
  }

  private static func factor(_ advice: Advice) -> String {
    let said = [advice.name, advice.text].filter { !$0.isEmpty }.joined(separator: ": ")
    let figure = advice.figure.isEmpty || advice.figure == "-" || said.contains(advice.figure)
    return figure ? said : "\(said) (\(advice.figure))"
  }

  static func redFlag(_ names: [String], _ advice: Advice) -> FindingWording {
    let sign = [advice.name, advice.text].filter { !$0.isEmpty }.joined(separator: ": ")
    let drugs = names.isEmpty ? "" : " (on this list: \(names.joined(separator: ", ")))"
    var wording = FindingWording("", sign + drugs)
    wording.evidence = evidence(advice.attribution)
    wording.note = advice.note
    return wording
  }

  static func notReviewed(
    _ drugs: [DrugRow], _ relatives: [Drug.ID], in catalog: Catalog
  ) -> FindingWording {
    let names = relatives.map { id in catalog.drugRow(id).map(catalog.drugName) ?? id.rawValue }
    var wording = FindingWording(
      drugs.first.map(catalog.drugName) ?? "",
      ": nobody has reviewed its part in cramps; listed relatives: \(names.joined(separator: ", "))")
    wording.matched = false
    wording.evidence = drugs.prefix(1).flatMap { evidence(catalog.drug($0).attribution) }
    return wording
  }

  static func notChecked(
    _ numbers: EntryNumbers, _ entries: [ResolvedEntry], in catalog: Catalog
  ) -> FindingWording {
    guard let number = numbers.first, entries.indices.contains(number - 1) else {
      return FindingWording("", "an entry was not checked")
    }
    var wording = FindingWording(
      "entry \(number)", " was not checked: \(EntryWording.whyNotChecked(entries[number - 1], in: catalog))",
      action: "find out what is meant and check again")
    wording.matched = false
    return wording
  }
}
