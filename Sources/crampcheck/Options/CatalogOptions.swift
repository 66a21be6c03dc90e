import ArgumentParser
import CatalogImport
import DefaultCatalog
import DrugCatalog
import PatientMedications
import XMLEvents

/// Which catalog answers.
struct CatalogOptions: ParsableArguments {
  @Option(name: .customLong("catalog"), help: "Use this catalog instead of the shipped one.")
  var catalogPath: String?

  @Option(name: .customLong("list"), help: "Add this XML drug list to the catalog; may be repeated.")
  var lists: [String] = []

  @Option(help: "Refuse a catalog older than this many days.")
  var maxAge: Int?

  @Option(help: ArgumentHelp("The day to count ages and dates from, YYYY-MM-DD.", visibility: .hidden))
  var today: String?

  func validate() throws {
    if let maxAge, maxAge < 0 { throw ValidationError("--max-age takes a number of days, 0 or more.") }
    if let today, Today.parse(today) == nil {
      throw ValidationError("--today takes a date such as 2026-11-24.")
    }
  }

  /// The day of the run.
  var day: PartialDate { today.flatMap(Today.parse) ?? Today.date }

  /// - Throws: `Failure` with the status of an unusable catalog or list.
  func catalog() throws(Failure) -> Catalog {
    var catalog: Catalog
    if let catalogPath {
      catalog = try CatalogFile.open(catalogPath)
    } else {
      catalog = try ShippedCatalog.open()
    }
    if !lists.isEmpty {
      catalog = try CatalogFile.inMemory(try ListFile.importAll(lists, startingFrom: catalog).catalog)
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

/// The catalog inside the executable.
enum ShippedCatalog {
  static func open() throws(Failure) -> Catalog {
    var count = 0
    guard let base = unsafe crampcheck_default_catalog(&count) else {
      throw Failure(.catalogUnusable, "crampcheck: error: this build holds no catalog")
    }
    do throws(CatalogError) {
      return unsafe try Catalog(base: base, count: count, checkingSum: false)
    } catch {
      throw Failure(.catalogUnusable, "crampcheck: error: the shipped catalog: \(error.message)")
    }
  }
}
