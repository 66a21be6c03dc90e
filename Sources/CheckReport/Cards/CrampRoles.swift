import DrugCatalog

/// A drug's part in cramps, as far as the tables say.
struct CrampRoles {
  /// Associations of the drug itself that flag it, strongest first.
  let ownCauses: [CrampAssociation]
  /// Associations of the drug itself that do not flag it: no excess, negative studies, controls.
  let ownNonCauses: [CrampAssociation]
  /// Class-level associations that speak for it.
  let classCauses: [(association: CrampAssociation, drugClass: DrugClass)]
  let treatments: [CrampTreatment]

  init(of drug: DrugRow, in catalog: Catalog) {
    let own = catalog.associations(of: drug)
    ownCauses = own.filter(\.flags)
    ownNonCauses = own.filter { !$0.flags }
    treatments = catalog.treatments(of: drug)
    // What was read about the very drug outweighs what holds for its class.
    guard own.isEmpty || !ownCauses.isEmpty else {
      classCauses = []
      return
    }
    let known = Set(own.map(\.id))
    classCauses = catalog.classes(of: drug).flatMap { row in
      catalog.associations(of: row).filter { $0.flags && !known.contains($0.id) }.map {
        ($0, catalog.drugClass(row))
      }
    }
  }

  var causes: Bool {
    // A drug that causes cramps only together with others is no cause by itself.
    !classCauses.isEmpty
      || ownCauses.contains { if case .together = $0.subject { false } else { true } }
  }

  var treats: Bool { !treatments.isEmpty }

  /// The words of the JSON output.
  var keywords: [String] { (causes ? ["causes"] : []) + (treats ? ["treats"] : []) }
}
