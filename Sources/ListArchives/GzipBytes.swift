private import CMinizip
package import XMLEvents

/// The content of a gzip file, unpacked as it is read. Several gzip members one after the other are one content.
@safe package final class GzipBytes: ByteSource {
  private let source: any ByteSource
  private let stream: UnsafeMutablePointer<z_stream>
  private var packed: [UInt8] = []
  private var position = 0
  private var packedCount = 0
  private var unpackedCount = 0
  private var isReady = false
  /// True between two members.
  private var isAtMemberEnd = false
  private var isAtEnd = false

  /// What every gzip file begins with.
  package static let signature: [UInt8] = [0x1F, 0x8B]

  /// - Parameter source: The bytes of the gzip file.
  package init(_ source: any ByteSource) {
    self.source = source
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
  }

  deinit {
    if isReady { unsafe inflateEnd(stream) }
    unsafe stream.deinitialize(count: 1)
    unsafe stream.deallocate()
  }

  /// - Throws: `XMLError` when the file is cut off, damaged, followed by something else, or expands too far.
  package func read(into chunk: inout [UInt8]) throws(XMLError) {
    if !isReady {
      guard unsafe crampcheck_gzip_begin(stream) == Z_OK else { throw XMLError(.outOfMemory) }
      isReady = true
    }
    chunk.removeAll(keepingCapacity: true)
    while chunk.isEmpty, !isAtEnd {
      if position == packed.count { try refill() }
      if !isAtEnd { try inflate(into: &chunk) }
    }
  }

  private func refill() throws(XMLError) {
    try source.read(into: &packed)
    position = 0
    packedCount += packed.count
    guard packed.isEmpty else { return }
    guard isAtMemberEnd else { throw XMLError(.unreadable("the gzip file is cut off; fetch it again")) }
    isAtEnd = true
  }

  private func inflate(into chunk: inout [UInt8]) throws(XMLError) {
    if isAtMemberEnd {
      unsafe inflateReset(stream)
      isAtMemberEnd = false
    }
    var unpacked = [UInt8](repeating: 0, count: FileBytes.chunkSize)
    let start = position
    let (status, used, made) = unsafe packed.withUnsafeMutableBufferPointer { input in
      unsafe unpacked.withUnsafeMutableBufferPointer { output in
        unsafe stream.pointee.next_in = input.baseAddress! + start
        unsafe stream.pointee.avail_in = UInt32(input.count - start)
        unsafe stream.pointee.next_out = output.baseAddress
        unsafe stream.pointee.avail_out = UInt32(output.count)
        let status = unsafe CMinizip.inflate(stream, Z_NO_FLUSH)
        return unsafe (
          status, input.count - start - Int(stream.pointee.avail_in),
          output.count - Int(stream.pointee.avail_out)
        )
      }
    }
    guard status == Z_OK || status == Z_STREAM_END || (status == Z_BUF_ERROR && used + made > 0) else {
      throw XMLError(.unreadable("the gzip file is damaged; fetch it again"))
    }
    position += used
    unpackedCount += made
    isAtMemberEnd = status == Z_STREAM_END
    try ExpansionLimit.check(unpacked: unpackedCount, packed: packedCount)
    unpacked.removeLast(unpacked.count - made)
    chunk = unpacked
  }
}
