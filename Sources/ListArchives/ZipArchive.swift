private import CMinizip
private import Glibc
package import XMLEvents

/// A zip file whose parts can be read one at a time. Nothing is ever written to disk.
///
/// The whole archive is refused when a part is encrypted, has a name that leads out of a folder, is packed in a way
/// other than stored or deflated, claims to expand too far, or when parts share bytes or names.
@safe package final class ZipArchive {
  private let archive: unzFile
  package private(set) var parts: [Part] = []
  /// Grows with each part that is opened: only the last one can be read.
  fileprivate var generation = 0
  /// Keeps the bytes of an archive in memory alive.
  private let memory: UnsafeMutableBufferPointer<UInt8>?

  package struct Part: Hashable, Sendable {
    /// With its folders, as the archive writes it.
    package let name: String
    package let byteCount: Int
    let packedCount: Int
    fileprivate let offset: UInt64
    fileprivate let number: UInt64
  }

  /// What every zip file with content begins with.
  package static let signature: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
  static let mostParts = 200_000
  private static let mostNameBytes = 1024

  /// - Parameter descriptor: Of a regular file, opened for reading; a copy of it is taken.
  /// - Throws: `XMLError` of kind `unreadable` or `limit`.
  package convenience init(descriptor: Int32, byteCount: Int) throws(XMLError) {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0, let stream = unsafe fdopen(copy, "rb") else {
      if copy >= 0 { close(copy) }
      throw XMLError(.unreadable("the zip file cannot be opened"))
    }
    try unsafe self.init(stream: stream, byteCount: byteCount, memory: nil)
  }

  /// An archive that was a part of another.
  package convenience init(_ contents: [UInt8]) throws(XMLError) {
    let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(contents.count, 1))
    _ = unsafe memory.initialize(from: contents)
    guard let stream = unsafe fmemopen(memory.baseAddress, max(contents.count, 1), "rb") else {
      unsafe memory.deallocate()
      throw XMLError(.outOfMemory)
    }
    try unsafe self.init(stream: stream, byteCount: contents.count, memory: memory)
  }

  private init(
    stream: UnsafeMutablePointer<FILE>, byteCount: Int, memory: UnsafeMutableBufferPointer<UInt8>?
  ) throws(XMLError) {
    guard unsafe ZipEnd.isWhole(stream, byteCount: byteCount),
      let archive = unsafe crampcheck_zip_of_stream(stream)
    else {
      // The stream is closed by now.
      unsafe memory?.deallocate()
      throw XMLError(.unreadable("the zip file is cut off or damaged; fetch it again"))
    }
    unsafe self.archive = archive
    unsafe self.memory = memory
    parts = try readDirectory()
    try Self.checkTogether(parts, byteCount)
  }

  deinit {
    unsafe unzClose(archive)
    unsafe memory?.deallocate()
  }

  // MARK: The directory

  private func readDirectory() throws(XMLError) -> [Part] {
    var parts: [Part] = []
    var status = unsafe unzGoToFirstFile(archive)
    while status == UNZ_OK {
      guard parts.count < Self.mostParts else {
        throw XMLError(.limit("the zip file has more than \(Self.mostParts) parts"))
      }
      parts.append(try readPart())
      status = unsafe unzGoToNextFile(archive)
    }
    guard status == UNZ_END_OF_LIST_OF_FILE else {
      throw XMLError(.unreadable("the directory of the zip file is damaged; fetch it again"))
    }
    return parts
  }

  private func readPart() throws(XMLError) -> Part {
    var about = unz_file_info64()
    var name = [CChar](repeating: 0, count: Self.mostNameBytes + 1)
    let status = unsafe name.withUnsafeMutableBufferPointer { name in
      unsafe unzGetCurrentFileInfo64(
        archive, &about, name.baseAddress, UInt(Self.mostNameBytes), nil, 0, nil, 0)
    }
    guard status == UNZ_OK, Int(about.size_filename) <= Self.mostNameBytes else {
      throw XMLError(.unreadable("the directory of the zip file is damaged; fetch it again"))
    }
    let bytes = name.prefix(Int(about.size_filename)).map { UInt8(bitPattern: $0) }
    let text = String(decoding: bytes, as: UTF8.self)
    guard ZipPartName.staysInside(bytes) else {
      throw XMLError(.unreadable("the zip file names a part that leads out of its folder; it is not safe"))
    }
    guard about.flag & 1 == 0 else {
      throw XMLError(.unreadable("the zip file is encrypted; unpack it with its password first"))
    }
    guard about.compression_method == 0 || about.compression_method == 8 else {
      throw XMLError(
        .unreadable("the zip file is packed by method \(about.compression_method); pack it anew with deflate")
      )
    }
    var position = unz64_file_pos()
    guard unsafe unzGetFilePos64(archive, &position) == UNZ_OK,
      let byteCount = Int(exactly: about.uncompressed_size), let packed = Int(exactly: about.compressed_size)
    else { throw XMLError(.unreadable("the directory of the zip file is damaged; fetch it again")) }
    try ExpansionLimit.check(unpacked: byteCount, packed: packed)
    return Part(
      name: text, byteCount: byteCount, packedCount: packed, offset: position.pos_in_zip_directory,
      number: position.num_of_file)
  }

  /// Parts that share bytes make a small file expand without limit.
  private static func checkTogether(_ parts: [Part], _ byteCount: Int) throws(XMLError) {
    var names: Set<String> = []
    var packed = 0
    for part in parts {
      guard names.insert(part.name).inserted else {
        throw XMLError(.unreadable("the zip file has two parts of one name; it is not safe"))
      }
      let (sum, overflows) = packed.addingReportingOverflow(part.packedCount)
      guard !overflows, sum <= byteCount else {
        throw XMLError(.limit("the parts of the zip file overlap; this is no drug list"))
      }
      packed = sum
    }
  }

  // MARK: Parts

  /// The content of a part. Only the part opened last can be read.
  /// - Throws: `XMLError` of kind `unreadable`.
  package func open(_ part: Part) throws(XMLError) -> any ByteSource {
    generation += 1
    unsafe unzCloseCurrentFile(archive)
    var position = unz64_file_pos(pos_in_zip_directory: part.offset, num_of_file: part.number)
    guard unsafe unzGoToFilePos64(archive, &position) == UNZ_OK, unsafe unzOpenCurrentFile(archive) == UNZ_OK
    else {
      throw XMLError(.unreadable("the zip file is damaged; fetch it again"))
    }
    return ZipPartBytes(archive: self, part: part, generation: generation)
  }

  /// - Returns: false when the part's sum is wrong.
  fileprivate func closePart() -> Bool { unsafe unzCloseCurrentFile(archive) == UNZ_OK }

  /// - Returns: the number of bytes, 0 at the end, negative on damage.
  fileprivate func readPart(into chunk: inout [UInt8]) -> Int {
    unsafe chunk.withUnsafeMutableBytes { bytes in
      unsafe Int(unzReadCurrentFile(archive, bytes.baseAddress, UInt32(bytes.count)))
    }
  }
}

/// The bytes of one part of a zip file.
private final class ZipPartBytes: ByteSource {
  private let archive: ZipArchive
  private let part: ZipArchive.Part
  private let generation: Int
  private var count = 0
  private var isAtEnd = false

  init(archive: ZipArchive, part: ZipArchive.Part, generation: Int) {
    self.archive = archive
    self.part = part
    self.generation = generation
  }

  func read(into chunk: inout [UInt8]) throws(XMLError) {
    guard generation == archive.generation else {
      throw XMLError(.unreadable("another part of the zip file was opened meanwhile"))
    }
    if isAtEnd { return chunk.removeAll() }
    chunk = [UInt8](repeating: 0, count: FileBytes.chunkSize)
    let made = archive.readPart(into: &chunk)
    guard made >= 0 else { throw damaged }
    chunk.removeLast(chunk.count - made)
    count += made
    try ExpansionLimit.check(unpacked: count, packed: part.packedCount)
    guard made == 0 else { return }
    isAtEnd = true
    guard count == part.byteCount, archive.closePart() else { throw damaged }
  }

  private var damaged: XMLError { XMLError(.unreadable("the zip file is damaged; fetch it again")) }
}

/// The record at the end of every zip file: 22 bytes and a comment whose length it states.
private enum ZipEnd {
  private static let byteCount = 22
  private static let mostCommentBytes = 0xFFFF

  /// Whether such a record ends exactly where the file does. minizip takes missing bytes for zeros. Closes the stream
  /// when the answer is no.
  static func isWhole(_ stream: UnsafeMutablePointer<FILE>, byteCount fileCount: Int) -> Bool {
    let tailCount = min(fileCount, byteCount + mostCommentBytes)
    var tail = [UInt8](repeating: 0, count: tailCount)
    let count = unsafe tail.withUnsafeMutableBytes { bytes in
      unsafe fseeko(stream, off_t(fileCount - tailCount), SEEK_SET) == 0
        ? fread(bytes.baseAddress, 1, tailCount, stream) : 0
    }
    if count == tailCount, endsRight(tail) { return true }
    unsafe fclose(stream)
    return false
  }

  private static func endsRight(_ tail: [UInt8]) -> Bool {
    guard tail.count >= byteCount else { return false }
    return (0...tail.count - byteCount).contains { start in
      tail[start...].starts(with: [0x50, 0x4B, 0x05, 0x06])
        && start + byteCount + Int(tail[start + 20]) + Int(tail[start + 21]) << 8 == tail.count
    }
  }
}

/// Names of parts.
enum ZipPartName {
  /// False for absolute names, `..`, drive letters and backslashes: unpacked, they would lie elsewhere.
  static func staysInside(_ name: [UInt8]) -> Bool {
    guard let first = name.first, first != UInt8(ascii: "/") else { return false }
    if name.contains(UInt8(ascii: "\\")) || name.contains(0) { return false }
    if name.count > 1, name[1] == UInt8(ascii: ":") { return false }
    return !name.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("..".utf8) }
  }
}
