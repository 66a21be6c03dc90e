import CatalogImport
import Glibc
import ListArchives
import XMLEvents

/// The lists behind the arguments of an import: files, folders, gzip and zip files, and zip files inside these.
///
/// Files are opened when their turn comes. In a folder, names decide what is a list; links are not followed.
struct ListInputs {
  private(set) var all: [ImportInput] = []
  /// Files of folders and archives that are no lists by their names.
  private(set) var passedOver = 0
  /// Bytes of all lists together, unpacked; `nil` where nobody knows before the end.
  private(set) var byteCount: Int? = 0

  /// Largest archive that is held in memory, in bytes: one inside another, or one from standard input.
  private static let mostHeldBytes = 256 << 20

  /// - Parameter path: A file, a folder, or `-` for standard input.
  /// - Throws: `Failure` with status 65 or 66.
  mutating func add(_ path: String) throws(Failure) {
    do throws(XMLError) {
      if path == "-" { return try addStandardInput() }
      let before = all.count
      if let names = ListFolder.names(path) {
        try addFolder(path, names)
      } else {
        try addFile(path, followsLinks: true)
      }
      if all.count == before { throw XMLError(.unreadable("there is no XML file in it")) }
    } catch {
      throw Failure(
        error.kind == .missing ? .missingInput : .malformedInput, "\(path): error: \(error.reason)")
    }
  }

  private mutating func addStandardInput() throws(XMLError) {
    let source = PeekedBytes(FileBytes(descriptor: 0))
    if try source.begins(with: ZipArchive.signature) {
      // The directory of an archive stands at its end: all of it must be at hand.
      let archive = try ZipArchive(Self.contents(of: source, "the zip file on standard input"))
      let before = all.count
      try addParts(of: archive, "standard input") { () throws(XMLError) in archive }
      if all.count == before { throw XMLError(.unreadable("there is no XML file in it")) }
      return
    }
    let isPacked = try source.begins(with: GzipBytes.signature)
    byteCount = nil
    all.append(ImportInput(name: "standard input", source: isPacked ? GzipBytes(source) : source))
  }

  // MARK: Folders and files

  private mutating func addFolder(_ folder: String, _ names: [String]) throws(XMLError) {
    for name in names {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      if let inner = ListFolder.names(path, followsLinks: false) {
        try addFolder(path, inner)
      } else if ListName.isList(name) || ListName.isZip(name) {
        try addFile(path, followsLinks: false)
      } else {
        passedOver += 1
      }
    }
  }

  private mutating func addFile(_ path: String, followsLinks: Bool) throws(XMLError) {
    let bytes = CommandLineBytes.bytes(of: path)
    let opened = try FileBytes(path: bytes, followsLinks: followsLinks)
    let source = PeekedBytes(opened)
    if try source.begins(with: ZipArchive.signature) { return try addZip(path, followsLinks) }
    let isPacked = try source.begins(with: GzipBytes.signature)
    byteCount = isPacked ? nil : byteCount.map { $0 + opened.byteCount }
    all.append(
      ImportInput(name: path) { () throws(XMLError) in
        let file = try FileBytes(path: bytes, followsLinks: followsLinks)
        return isPacked ? GzipBytes(file) : file
      })
  }

  // MARK: Archives

  private mutating func addZip(_ path: String, _ followsLinks: Bool) throws(XMLError) {
    let archive = try OpenFile(path, followsLinks: followsLinks).zipArchive()
    try addParts(of: archive, path) { () throws(XMLError) in archive }
  }

  /// - Parameter reopened: Gives the archive again, for parts that are read later.
  private mutating func addParts(
    of archive: ZipArchive, _ path: String, _ reopened: @escaping () throws(XMLError) -> ZipArchive
  ) throws(XMLError) {
    for part in archive.parts where !part.name.hasSuffix("/") {
      let name = "\(path)/\(part.name)"
      if ListName.isXML(part.name) {
        byteCount = byteCount.map { $0 + part.byteCount }
        all.append(ImportInput(name: name) { () throws(XMLError) in try reopened().open(part) })
      } else if ListName.isZip(part.name), path.hasSuffix(".zip") || !path.contains(".zip/") {
        try addNested(part, of: archive, name, reopened)
      } else {
        passedOver += 1
      }
    }
  }

  /// Archives of archives hold each label with its pictures; only one of them is in memory at a time.
  private mutating func addNested(
    _ part: ZipArchive.Part, of archive: ZipArchive, _ name: String,
    _ reopened: @escaping () throws(XMLError) -> ZipArchive
  ) throws(XMLError) {
    try addParts(of: try Self.nested(part, of: archive), name) { () throws(XMLError) in
      try Self.nested(part, of: try reopened())
    }
  }

  private static func nested(_ part: ZipArchive.Part, of archive: ZipArchive) throws(XMLError) -> ZipArchive {
    try ZipArchive(contents(of: try archive.open(part), "a zip file inside the zip file"))
  }

  private static func contents(of source: any ByteSource, _ what: String) throws(XMLError) -> [UInt8] {
    var contents: [UInt8] = []
    var chunk: [UInt8] = []
    repeat {
      try source.read(into: &chunk)
      contents += chunk
      guard contents.count <= mostHeldBytes else {
        throw XMLError(.limit("\(what) is larger than the limit of \(mostHeldBytes) bytes"))
      }
    } while !chunk.isEmpty
    return contents
  }
}

/// What file names say.
enum ListName {
  static func isXML(_ name: String) -> Bool { name.lowercased().hasSuffix(".xml") }
  static func isList(_ name: String) -> Bool { isXML(name) || name.lowercased().hasSuffix(".gz") }
  static func isZip(_ name: String) -> Bool { name.lowercased().hasSuffix(".zip") }
}

/// The first chunk of a source can be looked at before it is read.
final class PeekedBytes: ByteSource {
  private let source: any ByteSource
  private var first: [UInt8]?

  init(_ source: any ByteSource) { self.source = source }

  func begins(with signature: [UInt8]) throws(XMLError) -> Bool {
    var chunk = first ?? []
    if first == nil { try source.read(into: &chunk) }
    first = chunk
    return chunk.starts(with: signature)
  }

  func read(into chunk: inout [UInt8]) throws(XMLError) {
    guard let first else { return try source.read(into: &chunk) }
    chunk = first
    self.first = nil
  }
}
