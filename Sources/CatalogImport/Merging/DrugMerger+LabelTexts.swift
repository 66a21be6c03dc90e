import DrugCatalog

/// Cautions and interactions from the words of labels.
extension DrugMerger {
  /// Keeps words until every list is read; those that another label of the same drugs has too are kept once.
  func add(_ text: ImportedLabelText, in document: ListDocument) {
    if knownLabelTexts.insert(text.identity).inserted { labelTexts.append((text, document.source)) }
  }

  func addLabelTexts() {
    knownLabelTexts = []
    guard !labelTexts.isEmpty else { return }
    let drugs = Set(labelTexts.flatMap { $0.0.drugs.compactMap(row) })
    let finder = LabelNameFinder(self, classesOfDrugs: builder.classes(of: drugs))
    let concerns = LabelConcerns(builder)
    var cautions = LabelCautions()
    for (text, source) in labelTexts {
      // A caution of fewer drugs than its label names would say something else.
      guard text.drugs.allSatisfy({ row($0) != nil }) else { continue }
      var rows: [DrugRow] = []
      for row in text.drugs.compactMap(row) where !rows.contains(row) { rows.append(row) }
      // The words above a list come with each of its items.
      if text.kind != .interactions, text.words.last != UInt8(ascii: ":") {
        cautions.add(caution(text, source, concerns), of: rows.map(builder.id(of:)))
      }
      if text.kind != .boxedWarning { addInteractions(text, source, rows, finder) }
    }
    for treatment in cautions.treatments { builder.add(treatment) }
    labelTexts = []
  }

  // MARK: Cautions

  private func caution(
    _ text: ImportedLabelText, _ source: Source.ID, _ concerns: LabelConcerns
  ) -> TreatmentStatement {
    let heading = Array(text.heading.utf8.drop { !LabelWords.isLetter($0) })
    let joint = heading.isEmpty || text.words.isEmpty ? "" : ": "
    let words = text.kind == .boxedWarning ? text.words : Array(text.words.dropFirst(text.leadIn))
    let said = LabelExcerpt.words(heading + Array(joint.utf8) + words)
    let (lead, severity): (String, Severity) =
      switch text.kind {
      case .boxedWarning: ("", .major)
      case .contraindication: ("the label says: ", .contraindicated)
      case .askBeforeUse: ("the label says to ask a doctor before use: ", .moderate)
      case .askIfTaking, .interactions:
        ("the label says to ask a doctor or pharmacist before use: ", .moderate)
      }
    let isBoxed = text.kind == .boxedWarning
    return TreatmentStatement(
      id: "", kind: .caution, text: isBoxed ? said : "\(lead)“\(said)”",
      note: "label text, section \(text.section)", severity: severity, date: text.date, jurisdictions: ["US"],
      harm: LabelHarm.kind(of: said), isBoxed: isBoxed,
      concerns: isBoxed ? [] : concerns.concerns(in: heading + [0x2E, 0x20] + words),
      attribution: Attribution([source]))
  }

  // MARK: Interactions

  private func addInteractions(
    _ text: ImportedLabelText, _ source: Source.ID, _ drugs: [DrugRow], _ finder: LabelNameFinder
  ) {
    for clause in LabelClause.clauses(text.words) {
      let parties = finder.names.meanings(in: clause, of: text.words).compactMap(\.side).filter {
        finder.isOther($0, than: drugs)
      }
      guard !parties.isEmpty else { continue }
      if text.kind.isAboutPatients, !clause.isAboutCombinedUse || clause.isAboutIntolerance {
        session.note(.setAsideInteraction, "what a patient has or does not tolerate", at: text.place)
        continue
      }
      if clause.isDenied {
        session.note(.setAsideInteraction, "denied or not studied", at: text.place)
        continue
      }
      let statement = statement(text, clause, source)
      for drug in drugs {
        for party in parties {
          builder.add(InteractionRule(first: .drug(drug), second: party, statement: statement))
        }
      }
    }
  }

  private func statement(
    _ text: ImportedLabelText, _ clause: LabelClause, _ source: Source.ID
  ) -> Row<InteractionStatement> {
    let basis = "label text, section \(text.section)"
    let stated: Severity? =
      switch text.kind {
      case .contraindication: .contraindicated
      case .interactions, .boxedWarning: clause.severity
      case .askBeforeUse, .askIfTaking: nil
      }
    let statement = InteractionStatement(
      id: "", severity: stated ?? .moderate,
      classification: (stated ?? .none) >= .major ? .avoid : .unknown, jurisdictions: ["US"],
      scope: text.product.isEmpty ? "" : "in \(text.product)",
      effect: "what the label says: “\(LabelExcerpt.words(Array(text.words[clause.sentence])))”",
      basis: stated == nil
        ? "\(basis); no severity stated\(InteractionStatement.assumedMark)moderate" : basis,
      attribution: Attribution([source]))
    return add(statement, of: source)
  }
}

extension ImportedLabelText.Kind {
  /// Whether it tells first of all what patients have, and of other medicines only by the way.
  fileprivate var isAboutPatients: Bool { self == .contraindication || self == .askBeforeUse }
}

/// The cautions of each set of drugs, as one record each.
private struct LabelCautions {
  private(set) var treatments: [CrampTreatment] = []
  private var positions: [[Drug.ID]: Int] = [:]

  /// Adds a caution unless the drugs have one of the same words. Its id is made here.
  mutating func add(_ caution: TreatmentStatement, of drugs: [Drug.ID]) {
    let at = positions[drugs] ?? treatments.count
    if at == treatments.count {
      positions[drugs] = at
      treatments.append(
        CrampTreatment(
          subject: drugs.count == 1 ? .drug(drugs[0]) : .together(drugs), role: .notATreatment, cascade: .no,
          standing: .notATreatment, statements: []))
    }
    let known = treatments[at].statements
    guard !known.contains(where: { $0.text == caution.text && $0.isBoxed == caution.isBoxed }) else { return }
    var caution = caution
    caution.id = "label-\(drugs.map(\.rawValue).joined(separator: "+"))-\(known.count + 1)"
    treatments[at].statements.append(caution)
  }
}
