import ListArchives
import SmallArchives
import Testing
import XMLEvents

struct ZipArchiveTests {
  static let list = SmallZip.Part(name: "release/list.xml", content: Array("<list>alphan</list>".utf8))

  private func refusal(_ bytes: [UInt8]) -> String? {
    do throws(XMLError) {
      let archive = try ZipArchive(bytes)
      for part in archive.parts { _ = try archive.open(part).all() }
      return nil
    } catch { return error.reason }
  }

  @Test func partsAreReadInAnyOrder() throws {
    let second = SmallZip.Part(name: "b.xml", content: [UInt8](repeating: 0x61, count: 200_000))
    let archive = try ZipArchive(SmallZip.bytes([Self.list, second]))
    #expect(archive.parts.map(\.name) == ["release/list.xml", "b.xml"])
    #expect(try archive.open(archive.parts[1]).all() == second.content)
    #expect(try archive.open(archive.parts[0]).all() == Self.list.content)
  }

  @Test func onlyThePartOpenedLastCanBeRead() throws {
    let archive = try ZipArchive(SmallZip.bytes([Self.list]))
    let first = try archive.open(archive.parts[0])
    _ = try archive.open(archive.parts[0])
    #expect(throws: XMLError.self) { try first.all() }
  }

  @Test(arguments: ["../list.xml", "a/../../list.xml", "/etc/list.xml", "C:/list.xml", "a\\..\\list.xml"])
  func namesThatLeadOutAreRefused(name: String) {
    var part = Self.list
    part.name = name
    #expect(
      refusal(SmallZip.bytes([part]))
        == "the zip file names a part that leads out of its folder; it is not safe")
  }

  @Test func dotsInsideANameAreHarmless() {
    var part = Self.list
    part.name = "a..b/list..xml"
    #expect(refusal(SmallZip.bytes([part])) == nil)
  }

  @Test func encryptedPartsAreRefused() {
    var part = Self.list
    part.flag = 1
    #expect(
      refusal(SmallZip.bytes([part])) == "the zip file is encrypted; unpack it with its password first")
  }

  @Test func otherPackingsAreRefused() {
    var part = Self.list
    part.method = 14
    #expect(
      refusal(SmallZip.bytes([part])) == "the zip file is packed by method 14; pack it anew with deflate")
  }

  @Test func aBombIsRefusedByWhatItClaims() {
    var part = Self.list
    part.method = 8
    part.claimedSize = 4_000_000_000
    #expect(
      refusal(SmallZip.bytes([part]))
        == "the packed data expands more than 100 times; this is no drug list")
  }

  @Test func twoPartsOfOneNameAreRefused() {
    #expect(
      refusal(SmallZip.bytes([Self.list, Self.list]))
        == "the zip file has two parts of one name; it is not safe")
  }

  @Test func aWrongSumIsTold() {
    var part = Self.list
    part.crc = 1
    #expect(refusal(SmallZip.bytes([part])) == "the zip file is damaged; fetch it again")
  }

  @Test func everyCutIsRefused() {
    let whole = SmallZip.bytes([Self.list])
    for count in 1..<whole.count {
      #expect(refusal(Array(whole.prefix(count))) != nil, "cut at \(count)")
    }
  }

  @Test func changedBytesNeverCrash() {
    let whole = SmallZip.bytes([Self.list, .init(name: "b.xml", content: [0x61, 0x62])])
    for index in whole.indices {
      for value in [0, 0x7F, 0xFF] as [UInt8] {
        var changed = whole
        changed[index] = value
        _ = refusal(changed)
      }
    }
  }
}

extension ByteSource {
  /// Everything, to the end.
  func all() throws(XMLError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk: [UInt8] = []
    repeat {
      try read(into: &chunk)
      bytes += chunk
    } while !chunk.isEmpty
    return bytes
  }
}
