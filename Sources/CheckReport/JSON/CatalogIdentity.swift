import DrugCatalog

/// Which catalog answered, read once: a scan says it with every patient.
struct CatalogIdentity {
  let version: String
  let date: String
  let sha256: String

  init(of catalog: Catalog) {
    version = catalog.version
    date = catalog.date
    sha256 = catalog.sha256
  }

  var sentence: String { "Catalog \(version) of \(date), SHA-256 \(sha256.prefix(16))." }
}

extension JSONWriter {
  func member(catalog identity: CatalogIdentity) {
    member("catalog") {
      member("version", identity.version)
      member("date", identity.date)
      member("sha256", identity.sha256)
    }
  }
}
