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
  /// Of `CrampCause`s.
  private let known: FragmentTable<Fragment>
  private let kept = OutputBytes()
  /// What stands around a date as one more reason; the first is always there, the symptom.
  private let beforeDate = OutputBytes()

  /// Of a cause, its words not counted.
  private static let bytesOfCause = 256

  init(catalog: Catalog, memory: Int) {
    self.catalog = catalog
    known = FragmentTable(memory: memory)
    beforeDate.append(#","\#(CulpritWording.begun)"#.utf8)
  }

  /// Appends the culprits, with commas between.
  func append(_ culprits: [Culprit], to output: OutputBytes) {
    known.noteLookUps(culprits.count)
    let culprits = culprits.span
    for index in culprits.indices {
      if index > 0 { output.append(",") }
      let fragment =
        known.fragment(of: ObjectIdentifier(culprits[index].cause)) ?? newFragment(culprits[index].cause)
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

  private func newFragment(_ cause: CrampCause) -> Fragment {
    if known.isFull {
      known.removeAll()
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
    let fragment = Fragment(head: head, reasons: reasons)
    known.keep(fragment, of: cause, bytes: head.count + reasons.count + Self.bytesOfCause)
    return fragment
  }
}
