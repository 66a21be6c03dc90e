package import PatientMedications

/// FHIR with a resource on each line (NDJSON), read in pieces: each on a thread of its own, or one after the other
/// when files are larger than memory.
///
///     let reader = try FHIRLineReader(id: 0)                      // one for each thread
///     var lines = FHIRLines()
///     lines.append(reader.read(firstPiece, …))
///     lines.append(reader.read(secondPiece, …))
///     let export = try lines.export()
package struct FHIRLines: Sendable {
  private var collector = FHIRCollector()
  private let part: FHIRPart?
  /// Where each patient first appears, for the parts of an export to be put in order.
  private var places: [UInt64] = []
  private var pieceCount: UInt64 = 0

  /// - Parameter part: Which patients to keep of the pieces; `nil` for all.
  package init(part: FHIRPart? = nil) {
    self.part = part
    collector.isPart = part != nil
  }

  /// What was read of a piece of a file. It says only what is new to its reader.
  package struct Piece: Sendable {
    fileprivate let collector: FHIRCollector

    /// Marks of the orders, for the parts of an export to know of orders in other parts.
    package var orders: [UInt64] { collector.orders }

    /// Whether a part has to read it again for its Medication resources.
    package var holdsMedications: Bool { !collector.medications.isEmpty }
  }

  /// Takes over what a piece holds, behind all that its reader has read before.
  /// - Complexity: O(what the piece holds).
  package mutating func append(_ next: Piece) {
    let known = collector.patientKeys.count
    let numbers = collector.append(next.collector, of: part)
    guard part != nil else { return }
    // Those that are new here have numbers in the order in which they stand in the piece.
    for (place, number) in numbers.enumerated() where number >= known {
      places.append(pieceCount << 32 | UInt64(place))
    }
    pieceCount += 1
  }

  /// Makes room for what is still to come, when all of it is that many times what there is.
  package mutating func reserve(times: Double) { collector.reserve(times: times) }

  /// About how much memory what was gathered takes, in bytes.
  package var byteCount: Int { collector.byteCount }

  /// Marks of the orders of which a part must know before `export` whether they are anywhere in the files: a supply
  /// of one patient may carry out an order that stands under another.
  package var ordersAskedFor: Set<UInt64> { collector.ordersAskedFor }

  /// Keys of the Medication resources that a part needs before `export`: it keeps none of what is appended, for there
  /// may be as many as orders.
  package var medicationsAskedFor: Set<String> { collector.medicationsAskedFor }

  /// Takes those Medication resources of a piece that are asked for, and nothing else. Pieces come in order.
  package mutating func takeMedications(of piece: Piece, _ asked: Set<String>) {
    collector.takeMedications(of: piece.collector, asked)
  }

  /// Takes marks of orders that are in the files.
  package mutating func takeOrders(_ marks: [UInt64]) { collector.orders = marks }

  /// Notes a part of the files that could not be read.
  package mutating func append(_ gap: MedicationList.Gap) {
    if part?.holds("") ?? true { collector.takeGap(gap) }
  }

  /// The patients of all pieces.
  /// - Throws: `MedicationFileError` as `MedicationReader.read` does.
  package func export() throws(MedicationFileError) -> FHIRExport {
    if part != nil, !collector.aliases.isEmpty {
      throw MedicationFileError(
        .limit("bundles among the lines call patients by two names; such a file cannot be read in parts"))
    }
    var export = try FHIRExport(collector)
    export.places = zip(collector.patientKeys.indices, places).compactMap {
      collector.patientKeys.isEmpty($0) ? nil : $1
    }
    return export
  }

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

/// Some of the patients of an export: those whose keys leave one remainder of a hash. Each patient is in one part;
/// what names no patient, and what could not be read, is in the part with the number 0.
package struct FHIRPart: Hashable, Sendable {
  package let number: Int
  package let count: Int

  package init(_ number: Int, of count: Int) {
    self.number = number
    self.count = count
  }

  func holds(_ patient: String) -> Bool {
    patient.isEmpty ? number == 0 : FHIRReference.mark(patient) % UInt64(count) == UInt64(number)
  }

  func holds(_ patient: Int, of keys: FHIRPatientKeys) -> Bool {
    keys.isEmpty(patient) ? number == 0 : keys.mark(patient) % UInt64(count) == UInt64(number)
  }

  /// Two parts that hold the same patients.
  package var halves: [FHIRPart] {
    [FHIRPart(number, of: count * 2), FHIRPart(number + count, of: count * 2)]
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

  /// - Parameters:
  ///   - id: One of its own for each reader whose lines will be put together.
  ///   - memory: How many bytes what it remembers of lines may take, twice; `nil`: what lines may be worth.
  /// - Throws: `MedicationFileError` when memory is short.
  package init(id: Int, memory: Int? = nil) throws(MedicationFileError) {
    reader = try FHIRJSONReader(id: id, memory: memory)
  }

  /// Reads whole lines. One that cannot be read becomes a gap.
  /// - Parameters:
  ///   - readable: How many bytes from the start of `bytes` on may be looked at; 64 more than there are make
  ///     reading quicker.
  ///   - file: The number of the file, where there are several.
  package func read(
    _ bytes: UnsafeRawBufferPointer, readable: Int, firstLine: Int, file: Int
  ) -> FHIRLines.Piece {
    FHIRLines.Piece(
      collector: unsafe reader.lines(bytes, readable: readable, firstLine: firstLine, file: file))
  }
}
