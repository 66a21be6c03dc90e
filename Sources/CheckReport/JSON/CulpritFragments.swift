import DrugCatalog
import MedicationCheck
import PatientMedications

/// The JSON of culprits around what differs between patients: the rank and the date.
final class CulpritFragments {
  private struct Fragment {
    let head: OutputBytes.Piece
    let reasons: OutputBytes.Piece
  }

  private let catalog: Catalog
  private let writer = JSONWriter()
  private var known: [Fragment] = []
  private var numbers = IdentityNumbers()
  /// Kept so that their identities stay their own.
  private var causes: [CrampCause] = []
  private let kept = OutputBytes()
  /// What stands around a date as one more reason; the first is always there, the symptom.
  private let beforeDate = OutputBytes()

  private static let mostFragments = 20_000

  init(catalog: Catalog) {
    self.catalog = catalog
    beforeDate.append(#","\#(CulpritWording.begun)"#.utf8)
  }

  /// Appends the culprits, with commas between.
  func append(_ culprits: [Culprit], to output: OutputBytes) {
    for index in culprits.indices {
      if index > 0 { output.append(",") }
      let fragment = known[number(culprits[index].cause)]
      output.append(fragment.head, of: kept)
      output.append(number: culprits[index].rank)
      output.append(fragment.reasons, of: kept)
      if let begun = culprits[index].begun {
        output.append(beforeDate.whole, of: beforeDate)
        output.append(begun)
        output.append("\"")
      }
      output.append("]}")
    }
  }

  private func number(_ cause: CrampCause) -> Int { numbers[cause] ?? newNumber(cause) }

  private func newNumber(_ cause: CrampCause) -> Int {
    if causes.count >= Self.mostFragments {
      known.removeAll(keepingCapacity: true)
      numbers.removeAll()
      causes.removeAll(keepingCapacity: true)
      kept.removeAll()
    }
    let head = kept.piece { kept in
      kept.append("{")
      kept.append(
        writer.members {
          writer.key("drug")
          writer.object { writer.drug(cause.drug, in: catalog) }
        })
      kept.append(#","rank":"#)
    }
    let reasons = kept.piece { kept in
      kept.append(#","reasons":["#)
      for (index, reason) in cause.reasons.enumerated() {
        if index > 0 { kept.append(",") }
        writer.append(CulpritWording.words(reason, in: catalog), to: kept)
      }
    }
    numbers.insert(known.count, for: cause)
    known.append(Fragment(head: head, reasons: reasons))
    causes.append(cause)
    return known.count - 1
  }
}
