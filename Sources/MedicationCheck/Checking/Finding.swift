package import DrugCatalog

/// One clinical point on one patient's list. Nothing fires twice for the same cause.
package struct Finding: Hashable, Sendable {
  package let point: FindingPoint
  /// Entries concerned.
  package var entries: EntryNumbers

  package init(_ point: FindingPoint, entries: EntryNumbers) {
    self.point = point
    self.entries = entries
  }

  package var kind: Kind { point.kind }
  /// The drugs concerned, in the order that the wording uses.
  package var drugs: [DrugRow] { point.drugs }
  /// On interactions, loads and cautions; nil elsewhere.
  package var severity: Severity? { point.severity }

  package enum Kind: Hashable, Sendable {
    /// A drug that may cause cramps: every association that speaks for it, best first.
    case crampCause([CrampAssociation], through: DrugClass?)
    /// A caution of a cramp treatment on the list, or one of the label of another medicine.
    case treatmentCaution(CrampTreatment, TreatmentStatement, CautionMatch)
    /// A pair with a rule: the statement that decides, and every other one that fired, strictest first.
    case interaction(
      InteractionStatement, severity: Severity, others: [InteractionStatement], scopeMatch: ScopeMatch)
    /// A pair studied without effect. Kept, never an alarm.
    case noInteraction(InteractionStatement)
    /// The same ingredient in several entries. `isOneProduct`: two strengths of one medicine, a remark only.
    case duplicateIngredient(isOneProduct: Bool)
    /// Two members of a class that should not be doubled.
    case duplicateClass(DrugClass)
    /// A load that adds up over the list, with each drug's points.
    case additiveLoad(AdditiveLoad, points: [Int])
    /// A cramp cause (first drug) followed by a treatment (second drug).
    case cascade(Cascade)
    /// A condition, age or value that goes with cramps, and what else was read on the same.
    case patientFactor(Advice, others: [Advice])
    /// A sign to look for, given what is on the list.
    case redFlag(Advice)
    /// An entry that was not checked.
    case notChecked
    /// A drug that nobody has judged, with its listed relatives.
    case notReviewed(relatives: [Drug.ID])
    /// Names on this list that are taken for one another.
    case lookAlike(LookAlikePair)
  }

  /// Whether a caution is known to concern this patient.
  package enum CautionMatch: Hashable, Sendable {
    /// It concerns anyone, or the patient's own data match one of its concerns.
    case matched
    /// The patient's data do not say: "check if …". Empty where only the words of a label tell whom it concerns.
    case checkIf([Concern])
  }

  /// Whether a rule's scope (route, product) is known to hold.
  package enum ScopeMatch: Hashable, Sendable {
    case holds
    case unknown
  }

  package enum Cascade: Hashable, Sendable {
    /// Dates or the stated purpose say so.
    case likely
    /// Dates are missing.
    case possible
    /// Only if the second medicine is taken for cramps.
    case onlyIfForCramps
  }
}
