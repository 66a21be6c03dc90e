package import PatientMedications

/// FHIR with a resource on each line (NDJSON), read in pieces: each on a thread of its own, or one after the other
/// when files are larger than memory.
///
///     let reader = try FHIRLineReader(id: 0)                      // one for each thread
///     var lines = reader.read(firstPiece, …)
///     lines.append(reader.read(secondPiece, …))
///     let export = try lines.export()
package struct FHIRLines: Sendable {
  fileprivate var collector = FHIRCollector()

  package init() {}

  /// Takes over what the piece behind this one holds.
  /// - Complexity: O(what the piece holds).
  package mutating func append(_ next: FHIRLines) { collector.append(next.collector) }

  /// Notes a part of the files that could not be read.
  package mutating func append(_ gap: MedicationList.Gap) { collector.takeGap(gap) }

  /// The patients of all pieces.
  /// - Throws: `MedicationFileError` as `MedicationReader.read` does.
  package func export() throws(MedicationFileError) -> FHIRExport { try FHIRExport(collector) }

  /// Whether a file that begins so is one of lines, as far as its beginning shows.
  /// - Parameters:
  ///   - format: The format the user named.
  ///   - isWhole: The bytes are the whole file.
  ///   - isPart: It is known to belong to others, and may be of one line.
  package static func begin(_ bytes: [UInt8], format: String?, isWhole: Bool, isPart: Bool = false) -> Bool {
    let start = FileStart(bytes)
    let found =
      format
      ?? (start.foreignKind == nil ? MedicationReader.formats.first { $0.recognises(start) }?.id : nil)
    guard found == MedicationFormat.fhirJSON.id, let reader = try? FHIRJSONReader() else { return false }
    return unsafe bytes.withUnsafeBytes { bytes in
      let mark = unsafe bytes.starts(with: FHIRJSONReader.byteOrderMark) ? 3 : 0
      return unsafe reader.isResourceLines(
        UnsafeRawBufferPointer(rebasing: bytes[mark...]), isWhole: isWhole, isPart: isPart)
    }
  }
}

extension FHIRLines {
  /// Whether a file is called by a type of resources, as the files of Bulk Data exports are
  /// (`Patient.ndjson`, `MedicationRequest.000.ndjson`, `3.Observation.ndjson`).
  package static func namesType(_ fileName: String) -> Bool {
    fileName.split(separator: ".").contains { part in
      let word = part.prefix { $0.isLetter }
      return FHIRType(rawValue: String(word)) != nil || bulkTypes.contains(String(word))
    }
  }

  /// Types of which exports have files and which say nothing of medicines.
  private static let bulkTypes: Set<String> = [
    "AdverseEvent", "CarePlan", "CareTeam", "Claim", "Coverage", "Device", "DiagnosticReport",
    "DocumentReference",
    "Encounter", "ExplanationOfBenefit", "Goal", "Group", "ImagingStudy", "Location",
    "Organization", "Practitioner", "PractitionerRole", "Procedure", "Provenance", "ServiceRequest",
    "Specimen",
    "SupplyDelivery",
  ]
}

/// Reads pieces of files of lines, and knows again what lines have in common. One thread at a time.
package final class FHIRLineReader: @unchecked Sendable {
  private var reader: FHIRJSONReader

  /// - Parameter id: One of its own for each reader whose lines will be put together.
  /// - Throws: `MedicationFileError` when memory is short.
  package init(id: Int) throws(MedicationFileError) { reader = try FHIRJSONReader(id: id) }

  /// Reads whole lines. One that cannot be read becomes a gap.
  /// - Parameters:
  ///   - readable: How many bytes from the start of `bytes` on may be looked at; 64 more than there are make
  ///     reading quicker.
  ///   - file: The number of the file, where there are several.
  package func read(
    _ bytes: UnsafeRawBufferPointer, readable: Int, firstLine: Int, file: Int
  ) -> FHIRLines {
    var lines = FHIRLines()
    lines.collector.file = file
    swap(&lines.collector, &reader.collector)
    unsafe reader.readLines(bytes, readable: readable, firstLine: firstLine)
    swap(&lines.collector, &reader.collector)
    return lines
  }
}
