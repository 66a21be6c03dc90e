import DrugCatalog
import MedicationCheck
import PatientMedications

/// The JSON of culprits around what differs between patients: the rank and the date.
final class CulpritFragments {
  private struct Fragment {
    let head: SharedBytes.Piece
    let reasons: SharedBytes.Piece
  }

  private let catalog: Catalog
  private let writer = JSONWriter()
  private var known: [Fragment] = []
  private var numbers = IdentityNumbers()
  /// Kept so that their identities stay their own.
  private var causes: [CrampCause] = []
  private var shared = SharedBytes()
  /// What stands around a date as one more reason; the first is always there, the symptom.
  private let beforeDate = Array(#","\#(CulpritWording.begun)"#.utf8)

  private static let mostFragments = 20_000

  init(catalog: Catalog) { self.catalog = catalog }

  func append(_ culprit: Culprit, to output: inout [UInt8]) {
    let fragment = fragment(culprit.cause)
    shared.append(fragment.head, to: &output)
    output.append(number: culprit.rank)
    shared.append(fragment.reasons, to: &output)
    if let begun = culprit.begun {
      output.append(contentsOf: beforeDate)
      output.append(begun)
      output.append(UInt8(ascii: "\""))
    }
    output.append("]}")
  }

  private func fragment(_ cause: CrampCause) -> Fragment {
    if let number = numbers[cause] { return known[number] }
    var head = writer.members {
      writer.key("drug")
      writer.object { writer.drug(cause.drug, in: catalog) }
    }
    head.insert(UInt8(ascii: "{"), at: 0)
    head.append(#","rank":"#)
    var reasons: [UInt8] = []
    reasons.append(#","reasons":["#)
    reasons.appendList(cause.reasons) { writer.append(CulpritWording.words($0, in: catalog), to: &$1) }
    if causes.count >= Self.mostFragments {
      known.removeAll(keepingCapacity: true)
      numbers.removeAll()
      causes.removeAll(keepingCapacity: true)
      shared.removeAll()
    }
    let fragment = Fragment(head: shared.keep(head), reasons: shared.keep(reasons))
    numbers.insert(known.count, for: cause)
    known.append(fragment)
    causes.append(cause)
    return fragment
  }
}
