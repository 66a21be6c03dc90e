import CatalogImport
import DrugCatalog
import PatientMedications

/// Which catalog answers, and how old it may be.
struct CatalogChoice {
  /// A catalog file instead of the shipped catalog.
  var path: String?
  /// XML drug lists to add.
  var lists: [String] = []
  /// Days.
  var maxAge: Int?
  /// Whether to tell everything odd about `lists`, not only counts.
  var isVerbose = false
  /// A pinned day, for tests and for reports that must come out the same.
  var today: PartialDate?

  /// The day of the run.
  var day: PartialDate { today ?? Today.date }

  /// - Throws: `Failure` with the status of an unusable catalog or list.
  func catalog() throws(Failure) -> Catalog {
    var catalog: Catalog
    if let path {
      catalog = try CatalogFile.open(path)
    } else {
      catalog = try ShippedCatalog.open()
    }
    if !lists.isEmpty {
      let outcome = try ListFile.importAll(lists, startingFrom: catalog)
      LedgerNotes.tell(outcome.ledger, isVerbose: isVerbose)
      catalog = try CatalogFile.inMemory(outcome.catalog)
    }
    try checkAge(of: catalog)
    return catalog
  }

  /// Days since the catalog's date; `nil` when it states none.
  func ageInDays(of catalog: Catalog) -> Int? {
    Today.parse(catalog.date).map { Today.dayNumber(day) - Today.dayNumber($0) }
  }

  private func checkAge(of catalog: Catalog) throws(Failure) {
    guard let maxAge else { return }
    guard let age = ageInDays(of: catalog) else {
      throw Failure(.catalogUnusable, "crampcheck: error: the catalog states no date; --max-age cannot hold")
    }
    if age < 0 {
      throw Failure(
        .catalogUnusable,
        "crampcheck: error: the catalog's date \(catalog.date) is in the future; check the clock")
    }
    if age > maxAge {
      throw Failure(
        .catalogUnusable,
        "crampcheck: error: the catalog of \(catalog.date) is \(age) days old, more than --max-age \(maxAge); "
          + "import newer lists")
    }
  }
}
