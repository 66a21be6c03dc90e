import DrugCatalog
import Foundation
import Testing
import XMLEvents

@testable import CatalogImport

/// The lists in Data, read as a pharmacy's own would be.
@Suite struct DataTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Data")

  static let names: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".xml") }.sorted()
  }()

  static let contents: [[UInt8]] = names.map { name in
    (try? Data(contentsOf: folder.appending(path: name))).map(Array.init) ?? []
  }

  static let outcome = Result { try CatalogImporter.catalog(from: inputs()) }

  private static func inputs() -> [ImportInput] {
    zip(names, contents).map { ImportInput(name: $0, source: MemoryBytes($1)) }
  }

  /// Every reference resolves, every fact has a source that is listed, no class is empty, no rule pairs a drug with
  /// itself and no name means two drugs outside the ambiguous ones: each is a problem that stops an import
  /// (`ProblemTests`). And nothing odd was met on the way.
  @Test func allListsImportWithoutAProblemOrAnOddity() throws {
    let outcome = try Self.outcome.get()
    #expect(outcome.ledger == ImportLedger())
    let catalog = try Catalog(outcome.catalog)
    #expect(catalog.provenance.count == Self.names.count)
    #expect(catalog.verifiesSHA256())
  }

  /// A list that ends too soon is never half a catalog. Most cuts are near the beginning, since each costs what comes
  /// before it; `Tests/Durability/prove.py cuts` tries lengths all over.
  @Test func everyCutListIsRefused() throws {
    var state: UInt64 = 7
    for (name, contents) in zip(Self.names, Self.contents) {
      let whole = contents[...(contents.lastIndex(of: UInt8(ascii: ">")) ?? 0)]
      for _ in 0..<200 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let length = Int((state >> 33) % UInt64(min(whole.count, 4 << 10)))
        let input = ImportInput(name: name, source: MemoryBytes(Array(whole[..<length])))
        #expect(throws: ImportError.self, "\(name) cut at \(length)") {
          try CatalogImporter.catalog(from: [input])
        }
      }
    }
  }

  /// The same once more from the catalog's side, so that a hole in the rules of import would show.
  @Test func theCatalogKeepsWhatTheListsPromise() throws {
    let catalog = try Catalog(Self.outcome.get().catalog)
    let sources = Set(catalog.sources.map(\.id))
    let drugs = catalog.allDrugs.map(catalog.drug)
    let attributions: [Attribution] =
      drugs.map(\.attribution) + catalog.allNames.map(\.attribution) + catalog.combinations.map(\.attribution)
      + catalog.associations.map(\.attribution) + catalog.advice.map(\.attribution)
      + catalog.treatments.flatMap(\.statements).map(\.attribution)
      + catalog.allRules.map { catalog.statement($0.statement).attribution }
    #expect(attributions.count > 25_000)
    #expect(attributions.allSatisfy { !$0.sources.isEmpty && sources.isSuperset(of: $0.sources) })
    #expect(drugs.allSatisfy { !$0.name.isEmpty })
    for row in catalog.allClasses {
      #expect(!catalog.drugs(of: row).isEmpty, "\(catalog.classID(row)) has no member")
    }
    for rule in catalog.allRules {
      if case .drug = rule.first { #expect(rule.first != rule.second) }
      #expect(!catalog.statement(rule.statement).effect.isEmpty)
    }
    for association in catalog.associations where association.flags { #expect(association.mayFlag) }
    #expect(Set(catalog.associations.map(\.id)).count == catalog.associations.count)
  }

  @Test func aNameLeadsToOneThingOrIsAmbiguous() throws {
    let catalog = try Catalog(Self.outcome.get().catalog)
    for name in catalog.allNames {
      guard case .drug = name.meaning else { continue }
      var sets: Set<[DrugRow]> = []
      var isDecided = false
      for match in catalog.matches(NameKey.fold(name.text).span) where match.isExact {
        switch match.meaning {
        case .drug(let drug, _): sets.insert([drug])
        case .combination(let row): sets.insert(catalog.ingredients(of: row).sorted())
        case .ambiguous, .unsafeAbbreviation: isDecided = true
        default: break
        }
      }
      #expect(isDecided || sets.count == 1, "\(name.text)")
    }
  }

  /// Cuts of every file; `CRAMPCHECK_CUTS=200` for the long run.
  static let cutCount = ProcessInfo.processInfo.environment["CRAMPCHECK_CUTS"].flatMap { Int($0) } ?? 10

  /// A list that a broken copy or a full disk cut short is refused wherever it was cut, and never a catalog.
  @Test func everyCutIsRefused() throws {
    var random = SeededRandom(seed: 7)
    for (name, bytes) in zip(Self.names, Self.contents) {
      // Behind the root's end tag only a line break may follow; it may go.
      let end = try #require(bytes.lastIndex(of: UInt8(ascii: ">")))
      for _ in 0..<Self.cutCount {
        let length = Int.random(in: 0...end, using: &random)
        var refusal: XMLError?
        do throws(XMLError) {
          let source = MemoryBytes(Array(bytes[..<length]))
          let reader = XMLEventReader(source, vocabulary: DrugListWord.vocabulary)
          while try reader.next() != nil {}
        } catch { refusal = error }
        #expect(refusal != nil, "\(name) cut at \(length) was read")
      }
      for _ in 0..<max(1, Self.cutCount / 10) {
        let length = Int.random(in: 0...end, using: &random)
        #expect(throws: ImportError.self, "\(name) cut at \(length) gave a catalog") {
          try CatalogImporter.catalog(
            from: [ImportInput(name: name, source: MemoryBytes(Array(bytes[..<length])))])
        }
      }
    }
  }
}

/// The same numbers on every machine.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
