import DrugCatalog

/// A drug's part in cramps, as far as the tables say.
struct CrampRoles {
  /// Associations of the drug itself that flag it.
  let ownCauses: [CrampAssociation]
  /// Associations of the drug itself that do not flag it: no excess, negative studies, controls.
  let ownNonCauses: [CrampAssociation]
  /// Class-level associations that speak for it.
  let classCauses: [(association: CrampAssociation, drugClass: DrugClass)]
  /// Class-level associations that speak for it and do not flag: studied, and not linked.
  let classNonCauses: [(association: CrampAssociation, drugClass: DrugClass)]
  let treatments: [CrampTreatment]
  /// Cautions of its label, for a medicine that is no treatment.
  let labelCautions: [CrampTreatment]

  init(of drug: DrugRow, in catalog: Catalog) {
    let own = catalog.associations(of: drug)
    ownCauses = own.filter(\.flags)
    ownNonCauses = own.filter { !$0.flags }
    let all = catalog.treatments(of: drug)
    treatments = all.filter(\.isTreatment)
    labelCautions = all.filter { !$0.isTreatment }
    let known = Set(own.map(\.id))
    let byClass = catalog.classes(of: drug).flatMap { row in
      catalog.associations(of: row).filter { !known.contains($0.id) }.map { ($0, catalog.drugClass(row)) }
    }
    classNonCauses = byClass.filter { !$0.0.flags }
    // What was read about the very drug outweighs what holds for its class.
    classCauses = own.isEmpty || !ownCauses.isEmpty ? byClass.filter { $0.0.flags } : []
  }

  /// Flagging associations of the drug by itself.
  var soleCauses: [CrampAssociation] { ownCauses.filter { !$0.isTogether } }

  /// Flagging associations of the drug only together with others.
  var jointCauses: [CrampAssociation] { ownCauses.filter(\.isTogether) }

  /// A drug that causes cramps only together with others is no cause by itself.
  var causes: Bool { !classCauses.isEmpty || !soleCauses.isEmpty }

  var treats: Bool { !treatments.isEmpty }

  /// The words of the JSON output.
  var keywords: [String] { (causes ? ["causes"] : []) + (treats ? ["treats"] : []) }
}

extension [CrampAssociation] {
  /// One result of one source once, where several members of a class carry it: the class's own entry goes before
  /// those of its members.
  func distinct() -> [CrampAssociation] {
    var seen: Set<[String]> = []
    let classFirst = filter { $0.subject == .drugClass } + filter { $0.subject != .drugClass }
    return classFirst.filter { association in
      let figure = association.figure.value.isEmpty ? association.id : association.figure.value
      return seen.insert(
        [association.symptom.rawValue, figure] + association.attribution.sources.map(\.rawValue)
      ).inserted
    }
  }
}

extension CrampAssociation {
  /// Whether it speaks of several drugs taken together.
  var isTogether: Bool { if case .together = subject { true } else { false } }
}
