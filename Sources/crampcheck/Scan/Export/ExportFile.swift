import Glibc
import MedicationReaders
import XMLEvents

/// A file of lines that belongs to an export.
struct ExportFile: Sendable {
  let file: ScanFile
  /// When it was looked at first.
  var byteCount = 0

  var path: [UInt8] { file.path }
  /// For people.
  var name: String { CommandLineBytes.text(of: path) }

  var lastComponent: String {
    CommandLineBytes.text(of: Array(path.split(separator: UInt8(ascii: "/")).last ?? []))
  }
}

/// Files whose resources are brought together by patient.
struct Export: Sendable {
  var files: [ExportFile]

  /// What reports say the patients come from: the file, or the folder of several.
  var name: String {
    guard files.count > 1, let slash = files[0].path.lastIndex(of: UInt8(ascii: "/")) else {
      return files.count > 1 ? "." : files[0].name
    }
    return CommandLineBytes.text(of: Array(files[0].path[..<max(slash, 1)]))
  }

  /// Names of the files for reports; empty when there is only one.
  var fileNames: [String] { files.count > 1 ? files.map(\.lastComponent) : [] }
}

/// What a scan reads in one go.
enum ScanTask: Sendable {
  /// Files that stand alone.
  case files([ScanFile])
  case export(Export)

  /// The files of an export by name, so that what is said of a patient does not hang on how they were named first.
  private var inOrder: ScanTask {
    guard case .export(var export) = self, export.files.count > 1 else { return self }
    export.files.sort { $0.path.lexicographicallyPrecedes($1.path) }
    return .export(export)
  }

  /// The tasks of a scan, in the order of the input; an export stands where its first file stands.
  /// - Parameters:
  ///   - format: The format the user named.
  ///   - gathersAll: All files of lines of a folder are one export, whatever they are called.
  static func tasks(_ files: [ScanFile], format: String?, gathersAll: Bool) -> [ScanTask] {
    var tasks: [ScanTask] = []
    var alone: [ScanFile] = []
    var places: [[UInt8]: Int] = [:]
    func endFiles() {
      if !alone.isEmpty { tasks.append(.files(alone)) }
      alone = []
    }
    for var file in files {
      if file.isStandardInput { file.start = ExportFile.startOfStandardInput() }
      guard let part = ExportFile(file, format: format, gathersAll: gathersAll) else {
        alone.append(file)
        continue
      }
      let folder = Array(file.path[..<(file.path.lastIndex(of: UInt8(ascii: "/")) ?? 0)])
      if part.isGathered(all: gathersAll), let place = places[folder], case .export(var export) = tasks[place]
      {
        export.files.append(part)
        tasks[place] = .export(export)
      } else {
        endFiles()
        if part.isGathered(all: gathersAll) { places[folder] = tasks.count }
        tasks.append(.export(Export(files: [part])))
      }
    }
    endFiles()
    return tasks.map(\.inOrder)
  }
}

extension ExportFile {
  /// Smaller files of lines that stand alone are read whole, several at once.
  private static let leastBytes = 4 << 20
  /// How much of a file is looked at to tell what it is.
  private static let startSize = 1 << 18

  /// `nil` for a file that is none of lines, or small and alone.
  fileprivate init?(_ file: ScanFile, format: String?, gathersAll: Bool) {
    self.file = file
    if file.isStandardInput {
      guard file.start.count == Self.startSize,
        FHIRLines.begin(file.start, format: format, isWhole: false)
      else { return nil }
      return
    }
    let isPart = isGathered(all: gathersAll)
    byteCount = file.byteCount
    guard isPart || byteCount >= Self.leastBytes,
      let source = try? file.bytes()
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: min(Self.startSize, max(1, source.byteCount)))
    guard let count = try? unsafe bytes.withUnsafeMutableBytes({ try unsafe source.read(into: $0) }) else {
      return nil
    }
    bytes.removeLast(bytes.count - count)
    // A part of an export may be of one line.
    guard FHIRLines.begin(bytes, format: format, isWhole: count == source.byteCount, isPart: isPart) else {
      return nil
    }
  }

  /// The first bytes, which cannot be read twice; fewer than there is room for when that is all.
  fileprivate static func startOfStandardInput() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: startSize)
    let input = FileBytes(descriptor: STDIN_FILENO)
    // What cannot be read now cannot be read later, and is told then.
    let count = unsafe bytes.withUnsafeMutableBytes { (try? unsafe input.read(into: $0)) ?? 0 }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// Whether the file is called as Bulk Data exports call theirs, by the type of the resources in it.
  fileprivate func isGathered(all: Bool) -> Bool {
    let name = lastComponent
    guard name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl") else { return false }
    return all || FHIRLines.namesType(name)
  }
}
