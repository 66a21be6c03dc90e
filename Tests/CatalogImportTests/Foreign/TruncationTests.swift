import DrugCatalog
import Testing
import XMLEvents

@testable import CatalogImport

/// A list that was cut off never makes a catalog.
struct TruncationTests {
  static let lists: [String: String] = [
    "ANSM tables": ANSMTests.quinineTable, "ANSM groups": ANSMTests.inhibitors,
    "ATC": ATCList.rows(("C03AA03", "hydrochlorothiazide"), ("P01BC01", "quinine")),
    "dm+d moieties": DMDTests.moieties, "dm+d substances": DMDTests.substances,
    "DrugBank": DrugBankText.list(
      DrugBankText.drug(
        "DB00001", "Zorbal", interactions: [("DB00002", "Quexol", "Zorbal may raise Quexol.")]),
      DrugBankText.drug("DB00002", "Quexol")), "SPL": SPLLabelText.kit,
    "dm+d virtual products": DMDTests.virtualProducts, "dm+d actual products": DMDTests.actualProducts,
  ]

  @Test(arguments: lists.keys.sorted())
  func twoHundredCutsMakeNoCatalog(dialect: String) throws {
    let text = try #require(Self.lists[dialect])
    // A list without the white space behind it is whole.
    let whole = Array(text.utf8[...(try #require(text.utf8.lastIndex(of: UInt8(ascii: ">"))))])
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let count = Int.random(in: 0..<whole.count, using: &random)
      let input = ImportInput(name: "cut.xml", source: MemoryBytes(Array(whole.prefix(count))))
      #expect(throws: ImportError.self, "cut at \(count)") { try CatalogImporter.catalog(from: [input]) }
    }
  }

  /// A long-lived program that imports many broken lists must not keep them.
  @Test func aFailedImportIsLetGo() throws {
    weak var kept: ImportSession?
    do {
      let session = ImportSession(startingFrom: nil)
      kept = session
      let lists = [ANSMTests.quinineTable, "<CLASSES><CLASS name="].map {
        ImportInput(name: "list.xml", source: MemoryBytes(Array($0.utf8)))
      }
      #expect(throws: ImportError.self) { try session.read(lists) }
    }
    #expect(kept == nil)
  }
}
