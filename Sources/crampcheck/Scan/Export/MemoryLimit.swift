import ArgumentParser
import MedicationCheck

/// How much memory an export may take.
struct MemoryLimit: Sendable {
  var bytes: Int

  /// How many bytes each of the memories may take that threads have of what they met before, and without which they
  /// would be slower, not wrong.
  static func ofEach(_ limit: MemoryLimit?, jobs: Int) -> Int {
    guard let limit else { return MemoryRoom.usual }
    return min(MemoryRoom.usual, max(leastOfEach, limit.bytes / (8 * jobs)))
  }

  private static let leastOfEach = 1 << 18

  /// Whether what is gathered leaves no room for putting it in order, which takes about as much again.
  func isReached(by gathered: Int) -> Bool { gathered > bytes / 2 }
}

extension MemoryLimit: ExpressibleByArgument {
  /// A number of bytes, of KiB, MiB or GiB: `800M`.
  init?(argument: String) {
    let digits = argument.prefix { $0.isASCII && $0.isNumber }
    let units = ["": 0, "K": 10, "M": 20, "G": 30]
    guard let number = Int(digits), let shift = units[argument.dropFirst(digits.count).uppercased()],
      number > 0, number <= Int.max >> shift
    else { return nil }
    bytes = number << shift
  }
}
