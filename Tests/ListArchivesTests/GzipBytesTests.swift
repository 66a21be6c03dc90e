import ListArchives
import SmallArchives
import Testing
import XMLEvents

struct GzipBytesTests {
  static let content = Array(String(repeating: "<drug>alphan</drug>\n", count: 20_000).utf8)

  private func unpacked(_ bytes: [UInt8], chunkSize: Int = FileBytes.chunkSize) throws(XMLError) -> [UInt8] {
    try GzipBytes(MemoryBytes(bytes, chunkSize: chunkSize)).all()
  }

  @Test(arguments: [1, 7, 1000, FileBytes.chunkSize])
  func theContentComesWholeHoweverItIsCut(chunkSize: Int) throws {
    #expect(try unpacked(SmallGzip.bytes(Self.content), chunkSize: chunkSize) == Self.content)
  }

  @Test func membersInARowAreOneContent() throws {
    let half = Self.content.count / 2
    let members =
      SmallGzip.bytes(Array(Self.content[..<half])) + SmallGzip.bytes(Array(Self.content[half...]))
    #expect(try unpacked(members) == Self.content)
  }

  @Test func everyCutIsRefused() {
    let whole = SmallGzip.bytes(Array(Self.content.prefix(300)))
    for count in 0..<whole.count {
      #expect(throws: XMLError(.unreadable("the gzip file is cut off; fetch it again"))) {
        try unpacked(Array(whole.prefix(count)))
      }
    }
  }

  @Test func damageAndTrailingBytesAreRefused() {
    let whole = SmallGzip.bytes(Array(Self.content.prefix(300)))
    var wrongSum = whole
    wrongSum[whole.count - 6] ^= 0xFF
    for bytes in [wrongSum, whole + Array("no gzip".utf8)] {
      #expect(throws: XMLError(.unreadable("the gzip file is damaged; fetch it again"))) {
        try unpacked(bytes)
      }
    }
  }

  /// 260 kB that unpack to 41 MB: one deflate block that says "the last 258 bytes again" over and over.
  @Test func aBombIsRefused() {
    #expect(throws: XMLError(.limit("the packed data expands more than 100 times; this is no drug list"))) {
      try unpacked(DeflateBomb.gzip(repetitions: 160_000))
    }
  }
}
