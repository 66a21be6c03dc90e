/// Takes a catalog while it is made, so that it can be on its way to the disk before it is whole.
package protocol CatalogReceiver: AnyObject {
  /// Bytes and their place in the file. Places come one behind the other, the header's last; each is handed over once.
  /// Called from one thread at a time. Trouble is for the receiver to remember.
  func take(_ bytes: UnsafeRawBufferPointer, at place: Int)

  /// Memory in which bytes that were taken can be read, so that nobody else need keep them; the caller gives it back with
  /// `munmap`. `nil` from a receiver that has none. Called as `take` is.
  /// - Parameter range: Begins at a multiple of a piece of `PieceStore`.
  func mapping(of range: Range<Int>) -> UnsafeMutableRawPointer?
}

extension CatalogReceiver {
  package func mapping(of range: Range<Int>) -> UnsafeMutableRawPointer? { nil }
}

/// Keeps the catalog in memory.
final class KeptCatalog: CatalogReceiver {
  private(set) var bytes: [UInt8] = []

  func take(_ taken: UnsafeRawBufferPointer, at place: Int) {
    if bytes.count < place { bytes.append(contentsOf: repeatElement(0, count: place - bytes.count)) }
    if place == bytes.count {
      unsafe bytes.append(contentsOf: taken)
    } else {
      unsafe bytes.replaceSubrange(place..<place + taken.count, with: taken)
    }
  }
}
