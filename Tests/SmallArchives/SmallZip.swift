/// Zip files made byte by byte, the wrong ones too.
package struct SmallZip {
  package struct Part {
    package var name: String
    package var content: [UInt8]
    /// What the directory claims; the content's own size without it.
    package var claimedSize: UInt32?
    package var flag: UInt16 = 0
    package var method: UInt16 = 0
    /// A sum other than the right one.
    package var crc: UInt32?

    package init(name: String, content: [UInt8]) {
      self.name = name
      self.content = content
    }
  }

  package static func bytes(_ parts: [Part]) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for part in parts {
      let start = UInt32(file.count)
      let shared = header(part)
      file += word(0x0403_4B50) + shared + Array(part.name.utf8) + part.content
      directory += word(0x0201_4B50) + half(20) + shared + half(0) + half(0) + half(0) + word(0)
      directory += word(start) + Array(part.name.utf8)
    }
    let start = UInt32(file.count)
    file += directory
    file += word(0x0605_4B50) + half(0) + half(0) + half(UInt16(parts.count)) + half(UInt16(parts.count))
    return file + word(UInt32(directory.count)) + word(start) + half(0)
  }

  /// What stands alike in a part's own header and in the directory.
  private static func header(_ part: Part) -> [UInt8] {
    half(20) + half(part.flag) + half(part.method) + word(0) + word(part.crc ?? crc32(part.content))
      + word(UInt32(part.content.count)) + word(part.claimedSize ?? UInt32(part.content.count))
      + half(UInt16(part.name.utf8.count)) + half(0)
  }

  private static func half(_ number: UInt16) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8)] }

  static func word(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(number >> ($0 * 8) & 0xFF) } }

  /// The sum of PKZIP and gzip, bit by bit.
  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = ~0
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }
}

/// Gzip files of stored blocks.
package enum SmallGzip {
  package static func bytes(_ content: [UInt8]) -> [UInt8] {
    var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    var rest = content[...]
    repeat {
      let block = rest.prefix(0xFFFF)
      rest = rest.dropFirst(block.count)
      let count = UInt16(block.count)
      file += [
        rest.isEmpty ? 1 : 0, UInt8(count & 0xFF), UInt8(count >> 8), UInt8(~count & 0xFF),
        UInt8(~count >> 8),
      ]
      file += block
    } while !rest.isEmpty
    return file + SmallZip.word(SmallZip.crc32(content)) + SmallZip.word(UInt32(content.count))
  }
}
