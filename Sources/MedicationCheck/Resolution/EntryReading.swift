package import DrugCatalog

/// How the words and codes of an entry were read.
///
/// Never changes: one object serves every entry that says the same, and its identity stands for its contents
/// wherever something is kept for each. Equal when its contents are.
package final class EntryReading: Hashable, Sendable {
  package let resolution: Resolution
  /// Everything a reader should know besides: how a word was read, words left over, other meanings, another
  /// script. Full sentences without a final stop.
  package let remarks: [String]
  /// Strengths as written ("324 mg"), in order, for duplicates and scope.
  package let strengths: [String]
  /// Words of the entry that tell its route or dose form, canonical ("eye drops", "tablet").
  package let routesAndForms: [String]
  /// The drugs, when it is resolved.
  package let drugs: [DrugRow]
  /// How an entry that was read so counts while it is taken.
  package let standingWhenTaken: ResolvedEntry.Standing

  package init(
    _ resolution: Resolution, remarks: [String] = [], strengths: [String] = [], routesAndForms: [String] = []
  ) {
    self.resolution = resolution
    self.remarks = remarks
    self.strengths = strengths
    self.routesAndForms = routesAndForms
    switch resolution {
    case .resolved(let drugs, _): (self.drugs, standingWhenTaken) = (drugs, .checked)
    case .notAMedicine: (drugs, standingWhenTaken) = ([], .notAMedicine)
    case .ambiguous, .unrecognised, .conflict: (drugs, standingWhenTaken) = ([], .notChecked)
    }
  }

  /// About how much memory it takes, in bytes.
  package var byteCount: Int {
    let words = [remarks, strengths, routesAndForms].joined().reduce(0) { $0 + $1.utf8.count + 48 }
    let candidates =
      switch resolution {
      case .ambiguous(let candidates), .unrecognised(let candidates), .conflict(let candidates):
        candidates.count
      case .resolved, .notAMedicine: drugs.count
      }
    return 256 + words + candidates * 96
  }

  package static func == (a: EntryReading, b: EntryReading) -> Bool {
    a === b
      || a.resolution == b.resolution && a.remarks == b.remarks && a.strengths == b.strengths
        && a.routesAndForms == b.routesAndForms
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(resolution)
    hasher.combine(remarks)
    hasher.combine(strengths)
    hasher.combine(routesAndForms)
  }
}
