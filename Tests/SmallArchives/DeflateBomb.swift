/// A gzip file that is nearly all repetition.
package enum DeflateBomb {
  package static func gzip(repetitions: Int) -> [UInt8] {
    var bits = Bits()
    bits.append(0b011, count: 3)  // last block, fixed codes
    bits.append(reversed: 0x30 + 0x20, count: 8)  // a blank
    for _ in 0..<repetitions {
      bits.append(reversed: 0b1100_0101, count: 8)  // 258 bytes …
      bits.append(reversed: 0, count: 5)  // … from one byte back
    }
    bits.append(0, count: 7)
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + bits.bytes + [UInt8](repeating: 0, count: 8)
  }

  private struct Bits {
    var bytes: [UInt8] = []
    private var used = 8

    mutating func append(_ value: Int, count: Int) {
      for bit in 0..<count {
        if used == 8 {
          bytes.append(0)
          used = 0
        }
        bytes[bytes.count - 1] |= UInt8((value >> bit) & 1) << UInt8(used)
        used += 1
      }
    }

    /// Huffman codes begin with their highest bit.
    mutating func append(reversed value: Int, count: Int) {
      for bit in (0..<count).reversed() { append(value >> bit & 1, count: 1) }
    }
  }
}
