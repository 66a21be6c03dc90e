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

  @Flag(help: "Tell all that is odd in the lists of --list, not only counts, and how long a scan took.")
  var verbose = false

  @Option(help: ArgumentHelp("The day to count ages and dates from, YYYY-MM-DD.", visibility: .hidden))
  var today: String?

  func validate() throws {
    if let maxAge, maxAge < 0 { throw ValidationError("--max-age takes a number of days, 0 or more.") }
    if let today, Today.parse(today) == nil {
      throw ValidationError("--today takes a date such as 2026-11-24.")
    }
  }

  var choice: CatalogChoice {
    CatalogChoice(
      path: catalogPath, lists: lists, maxAge: maxAge, isVerbose: verbose, today: today.flatMap(Today.parse))
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
