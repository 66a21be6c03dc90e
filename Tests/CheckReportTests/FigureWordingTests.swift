import DrugCatalog
import Testing

@testable import CheckReport

@Suite struct FigureWordingTests {
  typealias Figure = CrampAssociation.Figure

  @Test(arguments: [
    (
      Figure(
        measure: .ratio, value: "1.2", low: "1.0", high: "1.44",
        text: "class aSR 1.20 (95% CI 1.00-1.44; P=0.07)"),
      "class aSR 1.20 (95% CI 1.00 to 1.44; P=0.07)", "class aSR 1.20 (95% CI 1.00 to 1.44; P=0.07)"
    ),
    (
      Figure(measure: .ratio, value: "2.17", text: "LABA alone aSR 2.17 (1.56-3.02); all LABA 2.42"),
      "LABA alone aSR 2.17 (1.56 to 3.02); all LABA 2.42", "LABA alone aSR 2.17 (1.56 to 3.02)"
    ),
    (
      Figure(measure: .ratio, value: "1.5", low: "1.1", high: "2.0"), "ratio 1.5 (95% CI 1.1 to 2.0)",
      "ratio 1.5 (95% CI 1.1 to 2.0)"
    ),
    (
      Figure(measure: .ratio, value: "1.47", text: "47% rise in treatment"),
      "ratio 1.47: 47% rise in treatment",
      "ratio 1.47: 47% rise in treatment"
    ),
    (Figure(measure: .percent, value: "6", comparator: "2"), "6% against 2%", "6% against 2%"),
    (
      Figure(measure: .percent, value: "3", comparator: "1", text: "3% vs placebo 1%"), "3% vs placebo 1%",
      "3% vs placebo 1%"
    ),
    (Figure(text: "no figure"), "", ""),
    (Figure(text: "common"), "common", "common"),
    (Figure(text: "MD -0.18"), "MD -0.18", "MD -0.18"),
  ])
  func figuresKeepIntervalAndComparator(figure: Figure, words: String, short: String) {
    #expect(FigureWording.words(figure) == words)
    #expect(FigureWording.short(figure) == short)
  }
}
