import DrugCatalog
import XMLEvents

/// The full database of DrugBank, version 5.
///
///     <drugbank xmlns="http://www.drugbank.ca" version="5.1" exported-on="…">
///       <drug type="…"> <drugbank-id primary="true">DB00001</drugbank-id> <drugbank-id>…</drugbank-id>
///         name, unii, groups, salts, synonyms, products, international-brands, mixtures, atc-codes,
///         drug-interactions / drug-interaction: drugbank-id, name, description
///         … and forty further parts, in which `drug` and `name` mean other things
///
/// Records come one by one and are given up once they are read: memory holds names, codes and twelve bytes for each
/// interaction. See README.md beside this file.
final class DrugBankReader: ForeignDialect {
  private let merger: DrugMerger
  private var interactions: DrugBankInteractions
  private var products = DrugBankProducts()

  init(merger: DrugMerger) {
    self.merger = merger
    interactions = DrugBankInteractions(merger: merger)
  }

  /// What stands for a drug within an import.
  static func key(_ id: String) -> String { "drugbank:" + id }

  func read(_ document: ListDocument) throws(XMLError) -> ListDescription {
    let version = document.attribute(.version, of: document.root)
    let date = document.attribute(.exportedOn, of: document.root)
    try document.forEachDrugBankChild { (event, word) throws(XMLError) in
      if word == .drug { try readDrug(event, document) } else { try document.skip() }
    }
    return ListDescription(
      title: "DrugBank, full database (\(document.stem))", publisher: "DrugBank", version: version,
      date: ValueForm.isDate(date) ? date : "", licence: "CC BY-NC 4.0", url: "https://go.drugbank.com",
      year: Int(date.prefix(4)) ?? 0)
  }

  func finish() { products.add(to: merger) }

  private func readDrug(_ start: XMLEvent, _ document: ListDocument) throws(XMLError) {
    let parts = DrugBankDrugReader(document: document)
    var drug = DrugBankDrug()
    var handle: DrugHandle?
    try document.forEachDrugBankChild { (event, word) throws(XMLError) in
      if try parts.read(word, event, into: &drug) { return }
      // Id and name come first in a record; interactions need both.
      let own = handle ?? self.handle(of: drug, document, start)
      guard let own else { return try document.skip() }
      handle = own
      try interactions.read(of: own, named: Array(drug.name.utf8), document)
    }
    add(drug, document, start)
  }

  private func handle(of drug: DrugBankDrug, _ document: ListDocument, _ start: XMLEvent) -> DrugHandle? {
    guard let id = drug.ids.first, !drug.name.isEmpty else { return nil }
    let handle = merger.handle(Self.key(id), called: drug.name, in: document, at: document.place(start))
    for id in drug.ids { interactions.define(id, handle) }
    return handle
  }

  private func add(_ drug: DrugBankDrug, _ document: ListDocument, _ start: XMLEvent) {
    let place = document.place(start)
    guard let handle = handle(of: drug, document, start), let id = drug.ids.first else {
      return merger.session.note(.refusedRecord, "a drug without id or name", at: place)
    }
    var imported = ImportedDrug(name: drug.name, place: place)
    imported.names = drug.synonyms.map { ImportedName(text: $0, kind: .synonym) }
    imported.names += drug.salts.map { ImportedName(text: $0, kind: .salt) }
    imported.codes = drug.uniis.map { ImportedCode(system: .unii, value: $0) }
    imported.codes += drug.rxcuis.map { ImportedCode(system: .rxcui, value: $0) }
    imported.codes += drug.atcCodes.map { ImportedCode(system: .atc, value: $0) }
    merger.add(imported, key: Self.key(id), in: document)
    products.add(drug, handle, document, place)
  }
}
