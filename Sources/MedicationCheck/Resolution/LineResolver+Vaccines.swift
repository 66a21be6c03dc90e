import DrugCatalog

/// Vaccines on lists: they are told, and checked only where a rule speaks of them.
extension LineResolver {
  /// An entry that is nothing but vaccines of which no rule of the catalog speaks is no medicine to check.
  func withoutVaccines(_ answer: LineAnswer) -> LineAnswer {
    guard case .resolved(let drugs, _) = answer.resolution, drugs.allSatisfy(isVaccineWithoutRules) else {
      return answer
    }
    let names = drugs.map(catalog.drugName).joined(separator: " + ")
    return LineAnswer(.notAMedicine("vaccine"), remarks: answer.remarks + [Remark.vaccine(names)])
  }

  /// Live vaccines, for one, have rules: they must not meet strong immunosuppressants.
  private func isVaccineWithoutRules(_ drug: DrugRow) -> Bool {
    // The name last: most drugs are told by a number.
    catalog.review(of: drug) == .noKnownRole && !hasRules(drug)
      && catalog.drugName(drug).hasSuffix("vaccine")
  }

  private func hasRules(_ drug: DrugRow) -> Bool {
    var hasRules = false
    catalog.forEachRule(of: drug) { _ in hasRules = true }
    for drugClass in catalog.classes(of: drug) where !hasRules {
      catalog.forEachRule(of: drugClass) { _ in hasRules = true }
    }
    return hasRules || !catalog.treatments(of: drug).isEmpty
  }
}
