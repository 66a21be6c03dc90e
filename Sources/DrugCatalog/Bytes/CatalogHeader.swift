private import CNettle

/// Why bytes are no usable catalog.
package enum CatalogError: Error, Hashable, Sendable {
  /// Not a crampcheck catalog at all.
  case foreign
  /// Written by another version of the format.
  case version(found: UInt32, supported: UInt32)
  /// Damaged; the text says how it shows.
  case damaged(String)
  /// Too big for the format.
  case tooLarge(String)

  package var message: String {
    switch self {
    case .foreign: "not a crampcheck catalog; make one with 'crampcheck import'"
    case .version(let found, let supported):
      "the catalog has format version \(found), this crampcheck reads version \(supported); import the lists again"
    case .damaged(let how): "the catalog is damaged: \(how); import the lists again"
    case .tooLarge(let what): "the catalog would be too large: \(what)"
    }
  }
}

/// The first 64 bytes of a catalog and the directory of sections behind them.
///
///     0  magic "CRAMPCAT"          8  format version, 12  number of sections (32 bits each)
///     16 total bytes (64 bits)     24 the sum of `CatalogChecksum` (64 bits)
///     32 SHA-256 of what follows the space of the directory, then of all before that with bytes 24 to 63 zero
///     64 per section: id, words per row (32 bits each), first byte, byte count (64 bits each)
///
/// All numbers are little-endian; sections begin at multiples of 8.
struct CatalogHeader {
  static let magic: [UInt8] = Array("CRAMPCAT".utf8)
  static let formatVersion: UInt32 = 4
  static let byteCount = 64
  static let directoryEntryByteCount = 24
  private static let mostSections = 256
  /// The pool of strings begins here, behind a directory of every table there is.
  static let spaceBeforePool = (byteCount + Table.allCases.count * directoryEntryByteCount + 7) / 8 * 8

  /// Where the SHA-256 stands.
  static let placeOfSHA256 = 32..<64

  let sectionCount: Int
  let checksum: UInt64

  init(base: UnsafeRawPointer, count: Int) throws(CatalogError) {
    guard count >= Self.byteCount else {
      let start = unsafe UnsafeRawBufferPointer(start: base, count: min(count, Self.magic.count))
      guard unsafe count > 0 && Self.magic.starts(with: start) else { throw .foreign }
      throw .damaged("it ends before its header does")
    }
    guard unsafe UnsafeRawBufferPointer(start: base, count: 8).elementsEqual(Self.magic) else {
      throw .foreign
    }
    let version = unsafe base.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
    guard version == Self.formatVersion else {
      throw .version(found: version, supported: Self.formatVersion)
    }
    sectionCount = unsafe Int(base.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
    guard unsafe base.loadUnaligned(fromByteOffset: 16, as: UInt64.self) == UInt64(count) else {
      throw .damaged("its length is not the one its header states")
    }
    checksum = unsafe base.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
    guard sectionCount <= Self.mostSections,
      Self.byteCount + sectionCount * Self.directoryEntryByteCount <= count
    else { throw .damaged("its directory is too long") }
  }

  /// Reads the directory, checking that every section lies inside the file.
  func sections(base: UnsafeRawPointer) throws(CatalogError) -> [CatalogBytes.Section] {
    let total = unsafe Int(base.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
    let most = Table.allCases.reduce(0) { max($0, Int($1.rawValue)) }
    var sections = [CatalogBytes.Section](repeating: .init(), count: most + 1)
    for entry in 0..<sectionCount {
      let at = Self.byteCount + entry * Self.directoryEntryByteCount
      let id = unsafe Int(base.loadUnaligned(fromByteOffset: at, as: UInt32.self))
      let offset = unsafe base.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self)
      let length = unsafe base.loadUnaligned(fromByteOffset: at + 16, as: UInt64.self)
      guard offset % 8 == 0, length % 4 == 0, offset <= UInt64(total), length <= UInt64(total) - offset,
        id <= most
      else { throw .damaged("a section lies outside the file") }
      sections[id] = .init(firstWord: Int(offset) / 4, wordCount: Int(length) / 4)
    }
    return sections
  }

  /// SHA-256 of a whole catalog: the body first, which is known before the directory is; the sums taken as zero.
  static func sha256(_ catalog: Span<UInt8>) -> [UInt8] {
    let start = min(spaceBeforePool, catalog.count)
    var digest = SHA256Digest()
    digest.update(catalog.extracting(start..<catalog.count))
    return sha256(digest, head: catalog.extracting(0..<start))
  }

  /// The SHA-256 of a catalog of whose body `digest` knows already.
  static func sha256(_ digest: consuming SHA256Digest, head: Span<UInt8>) -> [UInt8] {
    let sums = 24..<min(64, head.count)
    let zeros = [UInt8](repeating: 0, count: sums.count)
    digest.update(head.extracting(0..<sums.lowerBound))
    digest.update(zeros.span)
    digest.update(head.extracting(sums.upperBound..<head.count))
    return digest.bytes()
  }
}

/// SHA-256 of bytes that come in pieces, for provenance. Lower-case hexadecimal.
package struct SHA256Digest: ~Copyable {
  private var context = sha256_ctx()

  package init() { unsafe nettle_sha256_init(&context) }

  package mutating func update(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe nettle_sha256_update(&context, $0.count, $0.baseAddress) }
  }

  package consuming func hexadecimal() -> String { bytes().hexadecimal }

  /// The 32 bytes of the sum.
  consuming func bytes() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_SIZE))
    unsafe nettle_sha256_digest(&context, digest.count, &digest)
    return digest
  }
}

extension [UInt8] {
  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
