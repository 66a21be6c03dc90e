import DrugCatalog
import MedicationCheck
import PatientMedications

/// The JSON of culprits around what differs between patients: the rank and the date.
final class CulpritFragments {
  private struct Fragment {
    /// Kept so that its identity stays its own.
    let cause: CrampCause
    let head: [UInt8]
    let reasons: [UInt8]
  }

  private let catalog: Catalog
  private let writer = JSONWriter()
  private var known: [ObjectIdentifier: Fragment] = [:]
  private var dates: [PartialDate: [UInt8]] = [:]

  private static let mostFragments = 20_000

  init(catalog: Catalog) { self.catalog = catalog }

  func append(_ culprit: Culprit, to output: inout [UInt8]) {
    let fragment = fragment(culprit.cause)
    output.append(contentsOf: fragment.head)
    output.append(number: culprit.rank)
    output.append(contentsOf: fragment.reasons)
    if let begun = culprit.begun { output.append(contentsOf: date(begun)) }
    output.append("]}")
  }

  private func fragment(_ cause: CrampCause) -> Fragment {
    let id = ObjectIdentifier(cause)
    if let fragment = known[id] { return fragment }
    var head = writer.members {
      writer.key("drug")
      writer.object { writer.drug(cause.drug, in: catalog) }
    }
    head.insert(UInt8(ascii: "{"), at: 0)
    head.append(#","rank":"#)
    var reasons: [UInt8] = []
    reasons.append(#","reasons":["#)
    reasons.appendList(cause.reasons) { writer.append(CulpritWording.words($0, in: catalog), to: &$1) }
    let fragment = Fragment(cause: cause, head: head, reasons: reasons)
    if known.count >= Self.mostFragments { known.removeAll(keepingCapacity: true) }
    known[id] = fragment
    return fragment
  }

  /// A date as one more reason; the first is always there, the symptom.
  private func date(_ date: PartialDate) -> [UInt8] {
    if let known = dates[date] { return known }
    var bytes: [UInt8] = [UInt8(ascii: ",")]
    writer.append(CulpritWording.words(.begun(date), in: catalog), to: &bytes)
    if dates.count >= Self.mostFragments { dates.removeAll(keepingCapacity: true) }
    dates[date] = bytes
    return bytes
  }
}
