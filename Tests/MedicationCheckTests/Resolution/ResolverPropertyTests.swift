import DrugCatalog
import PatientMedications
import Testing

@testable import MedicationCheck

/// A small generator with a fixed seed, so that a failure can be repeated.
private struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

@Suite struct ResolverPropertyTests {
  let catalog: Catalog

  init() throws { catalog = try VocabularyCatalog.catalog() }

  private func resolve(_ text: String) -> Resolution {
    var worker = MedicationResolver(catalog: catalog).lineResolver()
    return worker.resolve(line: Array(text.utf8).span).resolution
  }

  private func drugs(_ text: String) -> [DrugRow] {
    if case .resolved(let drugs, _) = resolve(text) { return drugs }
    return []
  }

  @Test func anyBytesGetAnAnswer() {
    var dice = Dice(state: 42)
    var worker = MedicationResolver(catalog: catalog).lineResolver()
    let pieces = [
      "quinine", "potassium", "lisinopril", "/", "-", " ", "(", "]", "[", ")", "+", "5 mg", "0.5-", "plus",
      "stop",
      "Soma", "MS", "é", "\u{0430}", "\u{0301}", "½", "\u{202E}", "\u{0}", "%", "'", ",", "xyz", "benadryl",
    ]
    for _ in 0..<5_000 {
      let text = (0..<Int.random(in: 0..<9, using: &dice)).map { _ in pieces.randomElement(using: &dice) ?? ""
      }
      var bytes = Array(text.joined().utf8)
      if Bool.random(using: &dice), !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
      }
      if case .resolved(let drugs, _) = worker.resolve(line: bytes.span).resolution {
        #expect(!drugs.isEmpty && Set(drugs).count == drugs.count)
      }
    }
  }

  @Test func aLineOfAMegabyteIsAnswered() {
    var worker = MedicationResolver(catalog: catalog).lineResolver()
    let long = Array(repeatElement(Array("quinine xyzzy ".utf8), count: 75_000).joined())
    let answer = worker.resolve(line: long.span)
    guard case .ambiguous(let candidates) = answer.resolution else {
      Issue.record("a text is not one entry")
      return
    }
    #expect(candidates.first?.drugs == drugs("quinine"))
    #expect(answer.remarks.contains("the entry has 150000 words, of which the first 256 were read"))
    #expect(answer.remarks.allSatisfy { $0.utf8.count < 500 })
  }

  @Test(arguments: [
    "quinine sulfate", "Zestoretic", "Estrogens, Conjugated", "losartan potassium 50 mg tab",
    "HCTZ 25/LISINOPRIL 20MG", "Claritin-D", "MS 10 mg", "quindine", "Benadryl", "pen needles",
  ])
  func caseAccentsAndSpacingChangeNothing(text: String) {
    let expected = resolve(text)
    let accented = text.replacing("i", with: "i\u{0301}").replacing("e", with: "e\u{0308}")
    for variant in [
      text.uppercased(), text.lowercased(), "  \(text)\u{00A0}", text.replacing(" ", with: "   "), accented,
      text.replacing("u", with: "u\u{200B}"), text.replacing("-", with: "\u{2010}"),
    ] {
      #expect(resolve(variant) == expected, "\(variant)")
    }
  }

  @Test func everyNameGivesAtLeastItsDrugs() {
    for name in catalog.allNames where !name.needsStrength {
      let expected: [DrugRow]
      switch name.meaning {
      case .drug(let row, _): expected = [row]
      case .combination(let row): expected = catalog.ingredients(of: row)
      default: continue
      }
      #expect(Set(expected).isSubset(of: drugs(name.text)), "\(name.text)")
      #expect(Set(expected).isSubset(of: drugs(name.text + " 10 mg tablet PO")), "\(name.text)")
    }
  }

  @Test func combinationsGiveWhatTheirIngredientsGive() {
    for combination in catalog.combinations {
      let names = combination.ingredients.map(\.rawValue)
      for joiner in ["/", "-", " + ", " and ", ", ", " / "] {
        #expect(Set(drugs(names.joined(separator: joiner))) == Set(drugs(combination.name)), "\(joiner)")
      }
    }
  }

  @Test(arguments: [
    ("quinine", "quinne", true), ("metformin", "metfornin", false), ("lisinopril", "lisinopryl", true),
    ("lisinopril", "lisinoprill", true), ("warfarin", "warfarni", true), ("codeine", "kodeine", false),
    ("simvastatin", "zimvastatin", false), ("losartan", "lozartan", true), ("methadone", "metadone", true),
    ("quinine", "quinines", false), ("quinine", "quinine", false),
  ])
  func soundSlips(name: String, word: String, expected: Bool) {
    let leads = SoundSlip.leads(from: Array(name.utf8).span, to: Array(word.utf8).span)
    #expect(leads == expected)
  }
}
