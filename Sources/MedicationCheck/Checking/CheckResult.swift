package import DrugCatalog
package import PatientMedications

/// All that is known about one patient's list: what was read, what was found, what was not checked.
///
/// A value without wording: the report decides how it is said.
package struct CheckResult: Hashable, Sendable {
  package var patient: Patient
  /// One for each entry of the list, in its order.
  package var entries: [ResolvedEntry]
  /// What the reader met that is no entry.
  package var remarks: [MedicationList.Remark]
  /// What the reader could not read: the list may lack a medicine for each.
  package var gaps: [MedicationList.Gap]
  /// In the order in which a pharmacist should read them.
  package var findings: [Finding]
  /// Drugs that may be causing cramps, likeliest first.
  package var culprits: [Culprit]
  package var coverage: Coverage
  /// How many interaction rules the pairs were checked against.
  package var ruleCount: Int

  package init(
    patient: Patient, entries: [ResolvedEntry], remarks: [MedicationList.Remark],
    gaps: [MedicationList.Gap] = [], findings: [Finding], culprits: [Culprit], coverage: Coverage,
    ruleCount: Int
  ) {
    self.patient = patient
    self.entries = entries
    self.remarks = remarks
    self.gaps = gaps
    self.findings = findings
    self.culprits = culprits
    self.coverage = coverage
    self.ruleCount = ruleCount
  }

  /// The four parts add up to `entries`.
  package struct Coverage: Hashable, Sendable {
    package var entries: Int
    package var checked: Int
    package var notChecked: Int
    package var inactive: Int
    package var notAMedicine: Int

    package init(of entries: [ResolvedEntry]) {
      self.entries = entries.count
      checked = entries.count { $0.standing == .checked }
      notChecked = entries.count { $0.standing == .notChecked }
      inactive = entries.count { $0.standing == .inactive }
      notAMedicine = entries.count { $0.standing == .notAMedicine }
    }
  }
}

/// One clinical point. Nothing fires twice for the same cause.
package struct Finding: Hashable, Sendable {
  package var kind: Kind
  /// The drugs concerned, in the order that the wording uses.
  package var drugs: [DrugRow]
  /// Entries concerned, counted from 1, ascending.
  package var entries: [Int]

  package init(kind: Kind, drugs: [DrugRow], entries: [Int]) {
    self.kind = kind
    self.drugs = drugs
    self.entries = entries
  }

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

  /// On interactions, loads and cautions; nil elsewhere.
  package var severity: Severity? {
    switch kind {
    case .interaction(_, let severity, _, _): severity
    case .treatmentCaution(_, let statement, _): statement.severity
    case .additiveLoad(let load, _): load.severity
    default: nil
    }
  }
}

/// A drug that may be causing cramps, with its place among the others on the list.
package struct Culprit: Hashable, Sendable {
  package var drug: DrugRow
  /// From 1; equal ranks where nothing tells two apart.
  package var rank: Int
  package var reasons: [Reason]

  package init(drug: DrugRow, rank: Int, reasons: [Reason]) {
    self.drug = drug
    self.rank = rank
    self.reasons = reasons
  }

  /// Why it stands where it stands, in the order in which the reasons count.
  package enum Reason: Hashable, Sendable {
    case symptom(CrampAssociation.Symptom)
    /// More than its comparator, with an interval that excludes 1 or a rate above the comparator's.
    case excess(CrampAssociation.Figure)
    case notSignificant(CrampAssociation.Figure)
    case notCompared
    case grade(CrampAssociation.Grade)
    /// The association is one of its class.
    case throughClass(DrugClass.ID)
    /// Begun most recently among the causes whose dates are known.
    case begun(PartialDate)
  }
}
