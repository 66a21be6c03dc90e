import Glibc
import MedicationReaders
import PatientMedications

/// Bytes that libFuzzer makes up, read as the format that `FUZZ_FORMAT` names, or as the one found from the
/// content: nothing may crash, trap or hang, and nothing may vanish. `fhir-lines` compares two ways of reading lines.
@_cdecl("LLVMFuzzerTestOneInput")
public func readOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  if format == "fhir-lines" {
    FHIRLinesTwice(bytes).run()
    return 0
  }
  let lists: [MedicationList]
  do {
    lists = try MedicationReader.read(bytes, format: format, today: PartialDate(year: 2026))
  } catch {
    precondition(!error.reason.isEmpty)
    return 0
  }
  precondition(!lists.isEmpty)
  for list in lists {
    // A list that says nothing at all would read as a patient who takes nothing.
    precondition(!list.entries.isEmpty || !list.gaps.isEmpty || !list.remarks.isEmpty)
    for entry in list.entries {
      precondition(entry.place.line >= 0)
      if entry.text.isEmpty, entry.codes.isEmpty { precondition(entry.status != .active) }
    }
  }
  return 0
}

private let format: String? = {
  guard let setting = unsafe getenv("FUZZ_FORMAT") else { return nil }
  let name = unsafe String(cString: setting)
  return name.isEmpty ? nil : name
}()
