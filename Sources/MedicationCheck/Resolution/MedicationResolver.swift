package import DrugCatalog
package import PatientMedications

/// From text to drugs. The rules, in order: code, whole name, name inside the line, spelling; what none of them
/// decides is ambiguous or unrecognised. A wrong drug is worse than no drug.
///
/// Pure and total: any bytes get an answer. For many lines, make one `LineResolver` a thread.
package struct MedicationResolver: Sendable {
  package let catalog: Catalog
  /// Switches the spelling rule off.
  package let isExact: Bool
  /// ISO 3166 code, or `UK`, that decides between meanings of a name; `nil` leaves them open.
  package let country: String?

  package init(catalog: Catalog, isExact: Bool = false, country: String? = nil) {
    self.catalog = catalog
    self.isExact = isExact
    let country = country?.uppercased()
    self.country = country == "GB" ? "UK" : country
  }

  /// A worker for one thread, which keeps its buffers from line to line.
  package func lineResolver() -> LineResolver { LineResolver(self) }

  package func resolve(_ entry: MedicationEntry) -> ResolvedEntry {
    var worker = lineResolver()
    return worker.resolve(entry)
  }

  /// One answer for each entry, in order.
  package func resolve(_ list: MedicationList) -> [ResolvedEntry] {
    var worker = lineResolver()
    return list.entries.map { worker.resolve($0) }
  }
}

/// What a line of text turned out to be.
package struct LineAnswer: Hashable, Sendable {
  package var resolution: Resolution
  package var remarks: [String]

  package init(_ resolution: Resolution, remarks: [String] = []) {
    self.resolution = resolution
    self.remarks = remarks
  }
}
