import DrugCatalog
import Testing

@testable import CatalogImport

/// All sentences are invented.
struct PhraseFinderTests {
  private func mentions(_ text: String) -> [CrampMention] { CrampPhraseFinder.mentions(in: Array(text.utf8)) }

  @Test(arguments: [
    ("Zorbal may cause leg cramps.", CrampAssociation.Symptom.legCramps),
    ("Patients complained of cramps in the calves at night.", .legCramps),
    ("Abdominal and leg cramps were reported.", .legCramps),
    ("Cramps, leg; rash; hiccups", .legCramps),
    ("Muscle cramps (legs) have followed.", .legCramps),
    ("Charley horses were seen in two runners.", .legCramps),
    ("Tell your doctor right away if you have muscle pain, weakness or cramps.", .muscleCramps),
    ("Cramping of the hands occurred.", .muscleCramps),
    ("Musculoskeletal: cramps, stiffness of joints", .muscleCramps),
    ("MUSCLE SPASMS were among the reactions.", .muscleSpasms),
    ("Painful spasms of the calf muscles developed.", .muscleSpasms),
    ("Patients treated for gout developed muscle cramps.", .muscleCramps),
    ("Monitor for muscle cramps.", .muscleCramps),
    ("Events in patients on therapy for gout include rash and muscle cramps.", .muscleCramps),
    ("The rate of leg cramps was greater in zorbal-treated women.", .legCramps),
    ("Rare, and not necessarily related to treatment: leg cramps, hiccups.", .legCramps),
    ("Muscle cramps did not lead to discontinuation.", .muscleCramps),
    ("Cramps (legs, hands) and numbness", .legCramps),
    ("Lower limb cramps were rare.", .legCramps),
    ("Dose interruption for muscle cramps is advised.", .muscleCramps),
    ("Leg cramps that resolved after discontinuation were seen.", .legCramps),
    ("Zorbal may cause hypokalemia and leg cramps.", .legCramps),
    ("Hypokalemia was seen. Leg cramps were reported by 3 patients.", .legCramps),
  ])
  func reactionsAreToldApart(text: String, symptom: CrampAssociation.Symptom) {
    #expect(mentions(text).filter(\.flags).map(\.symptom) == [symptom])
  }

  @Test(arguments: [
    ("No leg cramps were seen.", CrampMention.Reading.negated),
    ("Muscle cramps were not observed in the trial.", .negated),
    ("Leg cramps occurred at a similar rate with placebo.", .negated),
    ("Zorbal is not associated with muscle spasms.", .negated),
    ("The rate of leg cramps did not differ between groups.", .negated),
    ("Muscle spasms in newborns after withdrawal of the drug", .withdrawal),
    ("Take it with food to lessen muscle cramps.", .condition),
    ("For the relief of muscle spasm in acute injury.", .condition),
    ("Zorbal is used for leg cramps.", .condition),
    ("Uses: pain; stiffness; leg cramps", .condition),
    ("Before use, ask a doctor if you have muscle cramps.", .condition),
    ("Muscle spasm relief for the whole day", .condition),
    ("A history of leg cramps was common.", .condition),
    ("Withdrawal may bring sweating and muscle cramps.", .withdrawal),
    ("Signs of hypokalemia such as muscle cramps call for a test.", .electrolyteSign),
    ("Low magnesium shows up as muscle cramps.", .electrolyteSign),
    ("Too little potassium or calcium can cause leg cramps.", .electrolyteSign),
    ("Hypokalemia may occur. Report these symptoms: thirst; muscle cramps; nausea.", .electrolyteSign),
    ("Watch for muscle cramps. These can be signs of electrolyte imbalance.", .electrolyteSign),
    ("Nocturnal leg cramps are not an indication.", .condition),
    ("Abdominal cramps and nausea are common.", .elsewhere),
    ("Stomach cramping", .elsewhere), ("menstrual cramps", .elsewhere), ("writer's cramp", .elsewhere),
    ("Spasm of the neck muscles may come first.", .elsewhere),
    ("Smooth muscle spasm", .elsewhere), ("Nausea, cramps, loose stools", .elsewhere),
    ("Pain in the leg and stomach cramps", .elsewhere),
    ("Cramps may occur.", .unspecified),
  ])
  func otherPlacesMakeNoCause(text: String, reading: CrampMention.Reading) {
    #expect(mentions(text).map(\.reading) == [reading])
    #expect(mentions(text).filter(\.flags).isEmpty)
  }

  @Test(arguments: [
    ("leg cramps (3.2% vs 1.1% with placebo)", "3.2", "1.1", CrampAssociation.Direction.excess),
    ("Muscle cramps occurred in 5% of patients on Zorbal and 6% of those on placebo.", "5", "6", .noExcess),
    ("Leg cramps in less than 1% of patients", "<1", "", .notCompared),
    ("nausea (9%), leg cramps (4%), rash (2%)", "4", "", .notCompared),
    ("7% of patients had muscle spasms.", "7", "", .notCompared),
    ("leg cramps and nausea in 5%", "", "", .notCompared),
  ])
  func figuresAreKeptWithTheirComparator(
    text: String, value: String, comparator: String, direction: CrampAssociation.Direction
  ) {
    let found = mentions(text).first
    #expect(found?.figure.value == value)
    #expect(found?.figure.comparator == comparator)
    #expect(found?.direction == direction)
  }

  @Test func ordinaryProseSaysNothing() {
    #expect(mentions("Antispasmodics and bronchospasm, vasospasm, spasticity; cramped rooms.").isEmpty)
    #expect(mentions("").isEmpty)
  }

  @Test func longPassagesAreCutAtBlanksAroundTheTerm() {
    let filler = String(repeating: "wörter ", count: 400)
    let found = mentions(filler + "leg cramps " + filler)
    #expect(found.map(\.term) == ["leg cramps"])
    #expect((found.first?.words.utf8.count ?? 0) <= CrampPhraseFinder.mostWords)
    #expect(found.first?.words.contains("leg cramps") == true)
    #expect(found.first?.words.contains("\u{FFFD}") == false)
  }
}

struct LabelTableTests {
  private func row(_ texts: String...) -> [LabelTable.Cell] {
    texts.enumerated().map { LabelTable.Cell(column: $0, text: Array($1.utf8)) }
  }

  @Test func theDrugsColumnMeetsThePlacebos() {
    let table = LabelTable(
      caption: Array("Reactions (% of patients)".utf8),
      headings: [row("Reaction", "Any dose", "10 mg", "Placebo")],
      rows: [row("Rash", "1.0", "1.1", "1.0"), row("Muscle spasms", "2.5", "2.7", "1.5")])
    let found = CrampPhraseFinder.mentions(in: table)
    #expect(found.map(\.symptom) == [.muscleSpasms])
    #expect(found.first?.figure.value == "2.5")
    #expect(found.first?.figure.comparator == "1.5")
    #expect(found.first?.figure.text == "2.5% (Any dose) vs 1.5% (Placebo)")
    #expect(found.first?.direction == .excess)
    #expect(found.first?.words == "Muscle spasms | 2.5 | 2.7 | 1.5")
  }

  @Test func countsAloneAreNoPercentages() {
    let table = LabelTable(
      headings: [row("Reaction", "Zorbal n", "Placebo n")], rows: [row("Leg cramps", "12", "4")])
    #expect(
      CrampPhraseFinder.mentions(in: table).first?.figure.measure == CrampAssociation.Figure.Measure.none)
  }

  @Test func bracketsHoldThePercentageBesideACount() {
    let table = LabelTable(
      headings: [row("Reaction", "Placebo n (%)", "Zorbal n (%)")],
      rows: [row("Leg cramps", "4 (1.3)", "12 (3.9)")])
    let figure = CrampPhraseFinder.mentions(in: table).first?.figure
    #expect(figure?.value == "3.9")
    #expect(figure?.comparator == "1.3")
  }

  @Test func aHeadingRowSaysWhoseCrampsTheyAre() {
    let table = LabelTable(
      caption: Array("Percent".utf8), headings: [row("", "Zorbal", "Placebo")],
      rows: [row("Digestive"), row("Cramps", "3", "1"), row("Musculoskeletal"), row("Cramps", "5", "2")])
    let found = CrampPhraseFinder.mentions(in: table)
    #expect(found.map(\.reading) == [.elsewhere, .reaction])
    #expect(found.last?.figure.value == "5")
  }

  @Test func linesWithinACellMeetTheirFigures() {
    let table = LabelTable(
      caption: Array("% of patients".utf8), headings: [row("", "Zorbal", "Placebo")],
      rows: [row("Rash\nLeg cramps", "9\n4", "8\n1")])
    #expect(CrampPhraseFinder.mentions(in: table).first?.figure.value == "4")
  }
}
