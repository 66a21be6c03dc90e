import DrugCatalog

/// SHA-256 and size of a file's bytes as they pass.
final class RunningDigest {
  private var digest: SHA256Digest? = SHA256Digest()
  private var byteCount = 0

  func update(_ chunk: [UInt8]) {
    digest?.update(chunk.span)
    byteCount += chunk.count
  }

  func finish() -> (sha256: String, byteCount: String) {
    let hexadecimal = digest.take()?.hexadecimal() ?? ""
    return (hexadecimal, String(byteCount))
  }
}
