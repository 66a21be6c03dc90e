/// Takes a catalog while it is made, so that it can be on its way to the disk before it is whole.
package protocol CatalogReceiver: AnyObject {
  /// Bytes and their place in the file. Places come in any order, the header's last; each is handed over once.
  /// Called from one thread at a time. Trouble is for the receiver to remember.
  func take(_ bytes: UnsafeRawBufferPointer, at place: Int)
}
