import CatalogImport
import DrugCatalog
import Foundation
import Testing
import XMLEvents

/// Real lists, where they are at hand beside the project; the figures were counted by other programs.
struct ForeignCorpusTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "../shared/corpus/drug-lists")
  static let isThere = FileManager.default.fileExists(atPath: folder.path)

  static func outcome(_ paths: [String], base: Catalog? = nil) throws -> ImportOutcome {
    try CatalogImporter.catalog(
      from: paths.map { path in
        ImportInput(
          name: path, source: MemoryBytes(Array(try Data(contentsOf: folder.appending(path: path)))))
      }, startingFrom: base)
  }

  /// Counted with Python's `xml.etree`: rows with seven characters of code, 4751, of 4061 names in small letters. Of
  /// these, 854 rows hold "combinations", "and", "various" or the like as a word.
  @Test(.enabled(if: isThere)) func everySubstanceOfTheATCIndexIsThere() throws {
    let outcome = try Self.outcome(["who-atc-xml/ATC_2016.xml"])
    let catalog = try Catalog(outcome.catalog)
    let groups = outcome.ledger.entries(of: .groupOnly).reduce(0) { $0 + $1.count }
    let codes = catalog.allNames.count { $0.text.hasPrefix("atc:") }
    #expect(groups == 854)
    #expect(codes + groups == 4751)
    #expect(!outcome.ledger.hasRefusals)
  }

  /// Counted with Python's `xml.etree` over both files of 2015: 2846 `INTERACTION`s, one of them without sides; 162
  /// names of groups with 2085 different members. 2229 different combinations of an unordered pair with description, severity
  /// and comment; 2223 where the second spellings of four drugs (norfloxacine, tamsulosine, griseofulvine, zidovudine (azt))
  /// and of two groups (alpha sympathomimetics with hyphens or none, derivatives of aminosalicylic acid) are one. 1111 names
  /// of drugs in small letters: 28 of these share a code with another spelling of the same drug, and two are alcohol in
  /// brackets.
  @Test(.enabled(if: isThere)) func theThesaurusOf2015IsThereWhole() throws {
    let outcome = try Self.outcome(["ansm-xml/all_eng_tables2015.xml", "ansm-xml/all_eng_groups2015.xml"])
    let catalog = try Catalog(outcome.catalog)
    #expect(catalog.classCount == 162)
    #expect(outcome.ledger.entries(of: .refusedRecord).map(\.count) == [1])
    #expect(outcome.ledger.entries(of: .danglingReference).isEmpty)
    // Eight words or gaps that are no level, in twelve rows, as `sort | uniq -c` over `SEVERITY` tells.
    #expect(outcome.ledger.entries(of: .unknownSeverity).reduce(0) { $0 + $1.count } == 12)
    #expect(catalog.ruleCount == 2223)
    #expect(catalog.drugCount == 1111 - 28 - 2)
  }

  @Test(.enabled(if: isThere)) func quinineWithAStrongInhibitorIsFoundByClassAlone() throws {
    let outcome = try Self.outcome(["ansm-xml/all_eng_tables2015.xml", "ansm-xml/all_eng_groups2015.xml"])
    let catalog = try Catalog(outcome.catalog)
    let quinine = try #require(catalog.drugRow("quinine"))
    let ketoconazole = try #require(catalog.drugRow("ketoconazole"))
    let group = try #require(catalog.classRow("ansm-strong-inhibitors-of-cyp3a4"))
    #expect(catalog.classes(of: ketoconazole).contains(group))
    #expect(
      catalog.rules(of: quinine).contains { $0.first == .drugClass(group) || $0.second == .drugClass(group) })
    #expect(!catalog.rules(of: quinine).contains { [$0.first, $0.second].contains(.drug(ketoconazole)) })
  }

  /// Four of the seven files are not well-formed; `xmllint` names the same lines.
  @Test(
    .enabled(if: isThere),
    arguments: [
      ("all_eng_groups2016-v2.xml", 3012), ("all_eng_groups_sept2016.xml", 3085),
      ("all_eng_tables2016.xml", 5244), ("all_eng_tables_sept2016.xml", 4938),
    ])
  func malformedFilesAreRefusedWithTheirLine(name: String, line: Int) throws {
    let error = #expect(throws: ImportError.self) { try Self.outcome(["ansm-xml/\(name)"]) }
    #expect(error?.problems.map(\.line) == [line])
  }

  /// Counted with Python's `xml.etree`. Of 2859 moieties 96 are invalid; of the others 2074 have neither " + " nor a first
  /// "Co-" in the name, and 665 have " + ": of these 597 have only parts that are a moiety or a substance by name, which
  /// needs 149 substances besides. Of 139 invalid moieties and substances 131 bear no name of those.
  @Test(.enabled(if: isThere)) func theDictionaryOfMedicinesIsThereWhole() throws {
    let names = ["vtm2_3", "ingredient2_3", "vmp2_3", "amp2_3", "lookup2_3", "vmpp2_3", "ampp2_3", "gtin2_0"]
    let outcome = try Self.outcome(names.map { "dmd/f_\($0)010419.xml" })
    let catalog = try Catalog(outcome.catalog)
    func count(_ kind: ImportLedger.Kind) -> Int {
      outcome.ledger.entries(of: kind).reduce(0) { $0 + $1.count }
    }
    #expect(catalog.drugCount == 2074 + 149)
    #expect(catalog.combinationCount == 597)
    #expect(count(.incompleteCombination) == 665 - 597 + 24)
    #expect(count(.withdrawnRecord) == 131)
    #expect(catalog.provenance.allSatisfy { $0.date == "2019-04-01" })
    #expect(catalog.provenance.count == 8)
    // A current id of the real release and the one it replaced.
    for (code, name) in [("36408011000001105", "Isosorbide dinitrate"), ("5924003", "Isosorbide dinitrate")] {
      let match = try #require(catalog.matches(code: code, system: "snomed").first)
      guard case .drugCode(let row) = match.meaning else {
        Issue.record("\(code) is no drug")
        continue
      }
      #expect(catalog.drugName(row) == name)
    }
  }
}
