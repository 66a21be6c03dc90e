import ArgumentParser

/// How much memory an export may take.
struct MemoryLimit: Sendable {
  var bytes: Int

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
