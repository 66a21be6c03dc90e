import ArgumentParser
import CheckReport
import DrugCatalog
import MedicationCheck
import PatientMedications

struct CatalogDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Tell what a newer catalog says otherwise, and for which patients.",
    discussion: """
      Drugs, names, codes, classes, signs of cramps, treatments and interactions are compared by what they say, words \
      included, not by their order. Exit status: 0 they say the same, 1 they differ, 2 a patient's file could not be read, 78 a \
      catalog cannot be used.
      """)

  @Argument(help: "The older catalog; 'shipped' is the one inside the program.")
  var old: String

  @Argument(help: "The newer catalog.")
  var new: String

  @Option(help: "Patients' lists to check with both: a file or a folder; may be repeated.")
  var lists: [String] = []

  @Option(help: "text or json.")
  var format: CatalogInfoCommand.Format = .text

  @Flag(help: "Tell every change, not only the first twenty of a kind.")
  var verbose = false

  func run() throws {
    let (old, new) = (try Self.catalog(old), try Self.catalog(new))
    let difference = CatalogDifference(from: old, to: new)
    let patients = PatientAnswers(old: old, new: new)
    var answers: [AnswerDifference] = []
    for path in lists { answers += patients.differences(path) }
    let output = Output.standard()
    switch format {
    case .text:
      let most = verbose ? Int.max : 20
      try output.write(difference.text(style: TextStyle(width: Terminal.width), mostLines: most))
      if !lists.isEmpty { try output.write(patients.text(answers)) }
    case .json:
      var bytes: [UInt8] = []
      difference.append(from: old, to: new, answers: lists.isEmpty ? nil : answers, to: &bytes)
      try output.write(bytes)
    }
    try output.flush()
    if patients.unread > 0 { throw Failure(.incomplete, messages: []) }
    if !difference.changes.isEmpty || !answers.isEmpty { throw Failure(.found, messages: []) }
  }

  private static func catalog(_ path: String) throws(Failure) -> Catalog {
    path == "shipped" ? try ShippedCatalog.open() : try CatalogFile.open(path)
  }
}
