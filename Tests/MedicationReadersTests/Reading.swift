import Foundation
import MedicationReaders
import PatientMedications
import Testing

/// Shorthand for reading a file that a test writes down.
func lists(
  _ text: String, format: String? = nil, today: PartialDate? = nil
) throws -> [MedicationList] {
  try MedicationReader.read(Array(text.utf8), format: format, today: today)
}

/// The only patient of a file.
func list(_ text: String, format: String? = nil, today: PartialDate? = nil) throws -> MedicationList {
  let lists = try lists(text, format: format, today: today)
  try #require(lists.count == 1)
  return lists[0]
}

/// What reading throws; `nil` when it does not.
func refusal(_ bytes: [UInt8], format: String? = nil) -> MedicationFileError? {
  do throws(MedicationFileError) {
    _ = try MedicationReader.read(bytes, format: format)
    return nil
  } catch {
    return error
  }
}

extension MedicationList {
  /// Words of the entries that are taken now.
  var activeTexts: [String] { entries.filter { $0.status == .active }.map(\.text) }
  var inactive: [String: MedicationEntry.Inactivity] {
    Dictionary(
      entries.compactMap { entry in
        if case .inactive(let why) = entry.status { (entry.text, why) } else { nil }
      }, uniquingKeysWith: { $1 })
  }
  var unreadableLines: [Int] {
    entries.compactMap { if case .unreadable = $0.status { $0.place.line } else { nil } }
  }
  var isWhole: Bool { gaps.isEmpty && unreadableLines.isEmpty }
}

/// Files for measuring that are not part of the project; tests that need them are skipped without them.
enum Corpus {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "../../../shared/corpus"
  ).standardizedFileURL
  static let isPresent = FileManager.default.fileExists(atPath: folder.path)

  static func bytes(_ path: String) throws -> [UInt8] {
    // `Data(contentsOf:)` leaks on empty files, which the address sanitizer then reports.
    let file = try FileHandle(forReadingFrom: folder.appending(path: path))
    defer { try? file.close() }
    return [UInt8](try file.readToEnd() ?? Data())
  }

  static func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path).sorted()
  }
}
