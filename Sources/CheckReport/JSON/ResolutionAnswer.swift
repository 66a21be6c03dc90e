import DrugCatalog
import MedicationCheck

/// A resolution in the words that JSON and text share.
struct ResolutionAnswer {
  /// `resolved`, `ambiguous`, `unrecognised`, `conflict` or `notAMedicine`.
  var status: String
  var drugs: [DrugRow] = []
  var basis: String?
  var candidates: [Resolution.Candidate] = []
  var remarks: [String]
  private var isInactive: Bool

  init(_ resolved: ResolvedEntry) {
    remarks = resolved.remarks
    isInactive = resolved.standing == .inactive
    switch resolved.resolution {
    case .resolved(let drugs, let basis):
      status = "resolved"
      self.drugs = drugs
      self.basis = basis.keyword
    case .ambiguous(let candidates):
      status = "ambiguous"
      self.candidates = candidates
    case .unrecognised(let suggestions):
      status = "unrecognised"
      candidates = suggestions
    case .conflict(let candidates):
      status = "conflict"
      self.candidates = candidates
    case .notAMedicine: status = "notAMedicine"
    }
  }

  /// As `status`, with `inactive` for what is not taken now.
  var checkStatus: String { isInactive ? "inactive" : status }
}
