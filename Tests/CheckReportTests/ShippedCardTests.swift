import CheckReport
import DrugCatalog
import Foundation
import MedicationCheck
import PatientMedications
import Testing

/// Cards over the shipped catalog: what a pharmacist must find on them.
@Suite struct ShippedCardTests {
  private static let shipped: Result<Catalog, any Error> = Result {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try Catalog(
      Array(Data(contentsOf: package.appending(path: "Sources/DefaultCatalog/default.catalog"))))
  }

  private func resolved(_ name: String, country: String? = nil) throws -> ResolvedEntry {
    MedicationResolver(catalog: try Self.shipped.get(), country: country).resolve(
      MedicationEntry(text: name, place: SourcePlace(line: 0)))
  }

  /// The card on one long line, each run of blanks as one.
  private func card(
    _ name: String, country: String? = nil, _ detail: TextReport.Detail = .init()
  ) throws -> String {
    let catalog = try Self.shipped.get()
    let card = DrugCard(catalog: catalog, style: TextStyle(), detail: detail, country: country)
    return Self.joined(card.text(try resolved(name, country: country), query: name))
  }

  private static func joined(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  struct Card: Sendable {
    var name: String
    var holds: [String]
    var lacks: [String] = []
  }

  @Test(arguments: [
    Card(
      name: "quinine",
      holds: [
        "quinine Cinchona alkaloid", "Quinine, used for cramps: not recommended",
        "BOXED WARNING serious, sometimes fatal blood reactions: thrombocytopenia",
        "cramps fell 28%, intensity 10%", "[cochrane-q; 2015-04]",
        "adjusted hazard ratio 1.24 (95% CI 1.21-1.27)", "[fardet2017; 2017-05; second-hand source]",
        "1994-08-22 FDA final rule", "1995-02-22 the OTC rule took effect",
        "2006-12-11 FDA ordered unapproved quinine products off the market", "2009-11 boxed warning",
        "2010-07-08 FDA safety communication", "2010-06 MHRA: not a routine treatment",
        "CONTRAINDICATED prolonged QT interval", "MAJOR haemolysis in G6PD deficiency (US, UK)",
        "MAJOR with class III antiarrhythmics", "- quiNINE and quiNIDine [ismp]",
        "fardet2017: Association between long-term quinine exposure and all-cause mortality",
        "interaction rules; absence from them is not safety.",
      ], lacks: ["648 mg", "200 mg at bedtime", "not for display"]),
    Card(
      name: "salmeterol",
      holds: [
        "May be linked to cramps - leg cramps (quinine start proxy), more often than in the comparison: "
          + "LABA alone aSR 2.17 (95% CI 1.56 to 3.02); all LABA 2.42 (2.02 to 2.89); "
          + "LABA with steroid 2.55 (2.06 to 3.12); grade B, sequence symmetry",
        "3% vs placebo 1%", "never stop a controller inhaler without the prescriber",
        "Possible mechanism: beta2-receptor stimulation",
      ]),
    Card(
      name: "furosemide",
      holds: [
        "more often than in the comparison, but not significantly: "
          + "loop diuretic class aSR 1.20 (95% CI 1.00 to 1.44; P=0.07); grade B"
      ], lacks: ["loop diuretic class aSR 1.20 (1.00 to 1.44)"]),
    Card(
      name: "bupropion",
      holds: [
        "May be linked to cramps - leg cramps, reported, not compared with anything: 0.2% to 1%",
        "On record, and not counted against it - muscle spasms, less often than in the comparison: "
          + "1.9% vs placebo 3.2%", "- buPROPion and busPIRone [ismp]",
      ]),
    Card(
      name: "benazepril",
      holds: [
        "Review: not reviewed; nobody has judged its part in cramps. Listed relatives: enalapril, "
          + "fosinopril, lisinopril, perindopril, ramipril.",
        "MAJOR with lithium: lithium toxicity", "- Benadryl and benazepril [ismp-conf; unverified]",
      ], lacks: ["linked to cramps"]),
    Card(
      name: "losartan",
      holds: ["muscle cramp, without a clear excess over the comparison: 1% vs placebo 0% or 1.1%"]),
    Card(
      name: "Dyazide",
      holds: [
        "Dyazide: a combination of hydrochlorothiazide and triamterene",
        "thiazide-like class aSR 1.48 (95% CI 1.29 to 1.68)",
        "potassium-sparing class aSR 2.12 (1.61 to 2.78)",
        "CONTRAINDICATED with other potassium-sparing diuretics: high potassium",
      ]),
    Card(
      name: "amiloride",
      holds: [
        "May be linked to cramps - as one of potassium-sparing diuretics: leg cramps (quinine start proxy), "
          + "more often than in the comparison: potassium-sparing class aSR 2.12 (95% CI 1.61 to 2.78); "
          + "grade B, sequence symmetry"
      ], lacks: ["2.12 (1.61 to 2.78)"]),
    Card(
      name: "Cozaar Plus", holds: ["Cozaar Plus: a combination of hydrochlorothiazide and losartan"]),
    Card(name: "quinne", holds: ["quinne: read as quinine"]),
    Card(
      name: "quindine", holds: ["nothing was chosen: - quinidine - quinine"],
      lacks: ["interaction rules"]),
    Card(name: "Zorbalix", holds: ["Zorbalix is not recognised."], lacks: ["linked to cramps"]),
  ])
  func cards(_ expected: Card) throws {
    let card = try card(expected.name)
    for words in expected.holds { #expect(card.contains(words), "\(words) in:\n\(card)") }
    for words in expected.lacks { #expect(!card.contains(words), "\(words) in:\n\(card)") }
  }

  @Test func aClassHasACard() throws {
    let catalog = try Self.shipped.get()
    let statins = try #require(catalog.classRow("statin"))
    let card = Self.joined(
      DrugCard(catalog: catalog, style: TextStyle(), detail: .init(), country: nil).text(statins))
    #expect(card.contains("8 members: atorvastatin, cerivastatin"))
    #expect(card.components(separatedBy: "statin class aSR 1.16").count == 2, "\(card)")
    #expect(card.contains("On record, and not counted against the class - muscle pain or weakness"))
    #expect(card.contains("27.1% vs 26.6% over 4.3 years"))
    #expect(card.contains("CK; otherwise prescriber may recheck"))
  }

  @Test func aCountrysStatementsComeFirstAndNoOthersAreLost() throws {
    let card = try card("quinine", country: "UK")
    let own = try #require(card.range(of: "2010-06 MHRA"))
    let elsewhere = try #require(card.range(of: "Regulators of other countries"))
    let fda = try #require(card.range(of: "1994-08-22 FDA final rule"))
    #expect(own.lowerBound < elsewhere.lowerBound && elsewhere.lowerBound < fda.lowerBound)
    #expect(card.contains("BOXED WARNING"))
    #expect(!card.contains("Brands US"))
  }

  /// Every caution that a list wants shown stands on the card without `--all`: none is folded away.
  @Test(arguments: ["quinine", "diltiazem", "diphenhydramine", "verapamil"])
  func everyCautionIsShown(_ drug: String) throws {
    let catalog = try Self.shipped.get()
    let card = try card(drug)
    let row = try #require(try resolved(drug).drugs.first)
    let cautions = catalog.treatments(of: row).flatMap(\.statements).filter {
      $0.kind == .caution && $0.isDisplayed
    }
    #expect(cautions.count >= 8)
    for caution in cautions { #expect(card.contains(Self.joined(caution.text)), "\(caution.id)") }
  }

  /// What is kept for the record only (doses) stands on no card, whatever is asked for.
  @Test func whatIsNotForDisplayStandsNowhere() throws {
    let catalog = try Self.shipped.get()
    let hidden = catalog.treatments.flatMap { treatment in
      treatment.statements.filter { !$0.isDisplayed }.map { (treatment.subject, $0.text) }
    }
    #expect(hidden.count > 10)
    for (subject, text) in hidden {
      guard case .drug(let id) = subject else { continue }
      let everything = try card(id.rawValue, .init(showsAll: true, explains: true))
      #expect(!everything.contains(Self.joined(text)), "\(id): \(text)")
    }
  }

  /// No card of a drug with a role promises anything.
  @Test func noCardPromises() throws {
    let catalog = try Self.shipped.get()
    for row in catalog.allDrugs where catalog.review(of: row) == .listed {
      let name = catalog.drugName(row)
      let card = try card(name).lowercased()
      for promise in ["is safe", "are safe", "no interactions", "harmless"] {
        #expect(!card.contains(promise), "\(name): \(promise)")
      }
      #expect(card.contains("absence from them is not safety."), "\(name)")
    }
  }

  @Test func theCatalogTellsItsCounts() throws {
    let text = CatalogInfo(catalog: try Self.shipped.get()).text(style: TextStyle())
    let counts = text.split(separator: "\n").reduce(into: [String: Int]()) { counts, line in
      let words = line.split(separator: " ", maxSplits: 1)
      if words.count == 2, let count = Int(words[0]) { counts[String(words[1])] = count }
    }
    #expect(try #require(counts["drugs (single ingredients)"]) >= 4000)
    #expect(try #require(counts["of these with a role in cramps or an interaction"]) >= 400)
    #expect(try #require(counts["names"]) >= 20_000)
    #expect(try #require(counts["combinations"]) >= 3000)
    #expect(try #require(counts["interaction rules"]) >= 1000)
    #expect(try #require(counts["sources"]) >= 150)
  }
}
