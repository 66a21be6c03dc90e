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
      (checked, notChecked, inactive, notAMedicine) = (0, 0, 0, 0)
      // A copy of an entry would count references to all that it shares with others.
      let entries = entries.span
      for index in entries.indices {
        switch entries[index].standing {
        case .checked: checked += 1
        case .notChecked: notChecked += 1
        case .inactive: inactive += 1
        case .notAMedicine: notAMedicine += 1
        }
      }
    }
  }
}

/// A drug that may be causing cramps, with its place among the others on the list.
package struct Culprit: Hashable, Sendable {
  package let cause: CrampCause
  /// From 1; equal ranks where nothing tells two apart.
  package let rank: Int
  /// When it was begun, where that is known.
  package let begun: PartialDate?

  package init(cause: CrampCause, rank: Int, begun: PartialDate?) {
    self.cause = cause
    self.rank = rank
    self.begun = begun
  }

  package var drug: DrugRow { cause.drug }

  package var reasons: [Reason] { begun.map { cause.reasons + [.begun($0)] } ?? cause.reasons }

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
