/// An interaction statement whose texts are stored already. This is what its row is written from, whoever made it.
package struct StoredStatement {
  let id: StoredText
  let severity: Severity
  let classification: InteractionStatement.Classification
  let jurisdictions: StoredList
  let scope: StoredText
  let effect: StoredText
  let mechanism: StoredText
  let action: StoredText
  let seriousness: StoredText
  let context: StoredText
  let evidence: StoredText
  let exposureFrequency: StoredText
  let harmFrequency: StoredText
  let basis: StoredText
  let note: StoredText
  let otherLevels: StoredList
  let contraindicatedPairs: StoredList
  let sources: StoredList
  let verification: Verification

  package init(
    id: StoredText, severity: Severity, classification: InteractionStatement.Classification,
    jurisdictions: StoredList, scope: StoredText, effect: StoredText, mechanism: StoredText,
    action: StoredText, seriousness: StoredText, context: StoredText, evidence: StoredText,
    exposureFrequency: StoredText, harmFrequency: StoredText, basis: StoredText, note: StoredText,
    otherLevels: StoredList, contraindicatedPairs: StoredList, sources: StoredList, verification: Verification
  ) {
    self.id = id
    self.severity = severity
    self.classification = classification
    self.jurisdictions = jurisdictions
    self.scope = scope
    self.effect = effect
    self.mechanism = mechanism
    self.action = action
    self.seriousness = seriousness
    self.context = context
    self.evidence = evidence
    self.exposureFrequency = exposureFrequency
    self.harmFrequency = harmFrequency
    self.basis = basis
    self.note = note
    self.otherLevels = otherLevels
    self.contraindicatedPairs = contraindicatedPairs
    self.sources = sources
    self.verification = verification
  }

  /// Stores what a statement holds.
  init(_ statement: InteractionStatement, in draft: CatalogDraft) {
    func text(_ text: String) -> StoredText {
      StoredText(offset: text.isEmpty ? 0 : draft.pool.internProse(text))
    }
    func texts(_ texts: [String]) -> StoredList {
      StoredList(offset: draft.intern(texts) { $0.intern($1) })
    }
    self.init(
      id: text(statement.id), severity: statement.severity, classification: statement.classification,
      jurisdictions: texts(statement.jurisdictions), scope: text(statement.scope),
      effect: text(statement.effect), mechanism: text(statement.mechanism), action: text(statement.action),
      seriousness: text(statement.seriousness), context: text(statement.context),
      evidence: text(statement.evidence), exposureFrequency: text(statement.exposureFrequency),
      harmFrequency: text(statement.harmFrequency), basis: text(statement.basis), note: text(statement.note),
      otherLevels: texts(statement.otherLevels),
      contraindicatedPairs: StoredList(
        offset: draft.intern(statement.contraindicatedPairs) { $0.drugs.row($1.rawValue) }),
      sources: StoredList(offset: draft.sourceList(statement.attribution.sources)),
      verification: statement.attribution.verification)
  }

  func encode(to row: inout RowWriter) {
    row.stored(id)
    row.choice(severity)
    row.choice(classification)
    row.stored(jurisdictions)
    row.stored(scope)
    row.stored(effect)
    row.stored(mechanism)
    row.stored(action)
    row.stored(seriousness)
    row.stored(context)
    row.stored(evidence)
    row.stored(exposureFrequency)
    row.stored(harmFrequency)
    row.stored(basis)
    row.stored(note)
    row.stored(otherLevels)
    row.stored(contraindicatedPairs)
    row.stored(sources)
    row.choice(verification)
  }
}
