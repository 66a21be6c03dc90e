import DrugCatalog
import MedicationCheck

/// A drug's part as a cause of cramps.
extension DrugSections {
  /// What may link it to cramps, what may do so together with other drugs, and what was studied without a link.
  mutating func causes(_ roles: CrampRoles) {
    let own = roles.soleCauses
    // The class says again what an association of the drug took from it.
    let distinct = Set(roles.classCauses.map(\.association).distinct().map(\.id))
    let byClass = roles.classCauses.filter { other in
      distinct.contains(other.association.id)
        && !own.contains { $0.isClassLevel && $0.figure.value == other.association.figure.value }
    }
    let causes = Self.strongestFirst(
      own.map { ($0, DrugClass?.none) } + byClass.map { ($0.association, $0.drugClass) })
    let joint = roles.jointCauses.map { ($0, DrugClass?.none) }
    list(causes, under: "May be linked to cramps")
    list(joint, under: "May be linked to cramps together with another medicine")
    if let best = (causes + joint).first?.0 { advice(on: best) }
    let cleared =
      isShort
      ? []
      : roles.ownNonCauses.map { ($0, nil) } + roles.classNonCauses.map { ($0.association, $0.drugClass) }
    list(cleared, under: "On record, and not counted against it")
    legend((causes + joint + cleared).map(\.0))
  }

  /// In the order in which a check ranks causes; of equals, the drug's own before those of its classes.
  private static func strongestFirst(
    _ associations: [(CrampAssociation, DrugClass?)]
  ) -> [(CrampAssociation, DrugClass?)] {
    associations.enumerated().sorted { a, b in
      if a.element.0.outranks(b.element.0) { return true }
      return !b.element.0.outranks(a.element.0) && a.offset < b.offset
    }.map(\.element)
  }

  private mutating func list(_ associations: [(CrampAssociation, DrugClass?)], under heading: String) {
    guard !associations.isEmpty else { return }
    layout.heading(heading)
    for (association, drugClass) in associations.prefix(isShort ? 2 : Int.max) {
      let byClass = drugClass.map { "as one of \(SideWording.midSentence($0.name)): " } ?? ""
      layout.paragraph(
        byClass + AssociationWording.words(association, naming: name)
          + cite(association.attribution), indent: 2, lead: .bullet)
    }
  }

  private mutating func advice(on best: CrampAssociation) {
    if !isShort, !best.mechanism.isEmpty {
      layout.paragraph("Possible mechanism: \(best.mechanism).", indent: 2)
    }
    if !best.action.isEmpty { layout.paragraph(best.action.sentence, indent: 2, lead: .action) }
    layout.paragraph(FindingWording.neverStop.sentence, indent: 2, lead: .action)
  }

  private mutating func legend(_ associations: [CrampAssociation]) {
    guard !isShort else { return }
    let line = AssociationWording.legend(associations)
    if !line.isEmpty { layout.paragraph(line, indent: 2) }
  }
}

/// One cramp association in a line of a card.
enum AssociationWording {
  /// Symptom, direction with figure, grade with the kind of evidence, remark.
  static func words(_ association: CrampAssociation, naming name: (Drug.ID) -> String) -> String {
    var words = ""
    if case .together(let ids) = association.subject {
      words = ids.map(name).joined(separator: " with ") + ": "
    }
    words +=
      association.reportedSymptom.isEmpty
      ? FigureWording.symptom(association.symptom) : association.reportedSymptom
    words += ", " + FigureWording.direction(association)
    let figure = FigureWording.words(association.figure)
    if !figure.isEmpty { words += ": " + figure }
    words += association.grade == .control ? "; control" : "; grade \(association.grade.rawValue)"
    if !association.evidence.isEmpty { words += ", \(association.evidence)" }
    if !association.note.isEmpty { words += "; " + association.note }
    return words
  }

  /// What the grades and abbreviations of these associations stand for.
  static func legend(_ associations: [CrampAssociation]) -> String {
    if associations.isEmpty { return "" }
    let control =
      associations.contains { $0.grade == .control }
      ? " Control: studied as one for which no link was expected." : ""
    let ratio = associations.contains { $0.figure.text.holds("aSR") }
    return FigureWording.grades + control + (ratio ? " " + FigureWording.legend : "")
  }
}
