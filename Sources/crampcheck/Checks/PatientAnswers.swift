import CheckReport
import DrugCatalog
import MedicationCheck
import PatientMedications

/// Checks patients' lists with two catalogs.
final class PatientAnswers {
  private let old: Catalog
  private let new: Catalog
  private let oldDesk: CheckDesk
  private let newDesk: CheckDesk
  private let day = Today.date
  /// Patients that were checked.
  private(set) var patients = 0
  /// Files that could not be read; told on standard error.
  private(set) var unread = 0

  init(old: Catalog, new: Catalog) {
    self.old = old
    self.new = new
    oldDesk = Self.desk(old, day)
    newDesk = Self.desk(new, day)
  }

  private static func desk(_ catalog: Catalog, _ day: PartialDate) -> CheckDesk {
    CheckDesk(
      resolver: MedicationResolver(catalog: catalog, isExact: false, country: nil),
      checker: MedicationChecker(catalog: catalog, today: day))
  }

  /// The patients of a file, or of all files in a folder, whose answers differ.
  func differences(_ path: String) -> [AnswerDifference] {
    if let names = ListFolder.names(path, followsLinks: false) {
      return names.flatMap { differences(path.hasSuffix("/") ? path + $0 : "\(path)/\($0)") }
    }
    switch PatientFile(path, format: nil, today: day).outcome {
    case .failed(let input):
      StandardError.write(input.message)
      unread += 1
      return []
    case .lists(let lists): return lists.map { difference($0, path) }.filter { !$0.isEmpty }
    }
  }

  private func difference(_ list: MedicationList, _ path: String) -> AnswerDifference {
    patients += 1
    return AnswerDifference(
      source: ReportSource(path: path, patient: list.patient.identifier), old: oldDesk.check(list), old,
      new: newDesk.check(list), new)
  }

  /// Who gets another answer, and what changes in it.
  func text(_ answers: [AnswerDifference]) -> String {
    var text = "\nPatients with another answer: \(answers.count) of \(patients)\n"
    for answer in answers { answer.append(to: &text) }
    return text
  }
}
