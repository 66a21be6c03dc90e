import ArgumentParser
import CheckReport
import DrugCatalog
import MedicationCheck
import PatientMedications

struct DrugCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drug", _superCommandName: "crampcheck",
    abstract: "Tell what is known of a drug, a combination or a class.",
    discussion: """
      NAME may be a generic name, a brand, a salt, a code such as rxnorm:9071, a misspelling or a class. Exit \
      status: 0 every name resolved, 2 a name is not recognised or ambiguous.
      """)

  @Argument(help: "Names; - reads them from standard input, one a line.")
  var queries: [String]

  @OptionGroup var catalogOptions: CatalogOptions
  @OptionGroup var names: NameOptions

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Option(help: "text or json (one object a line).")
  var format: Format = .text

  @Flag(help: "Show everything, not only the top.")
  var all = false

  @Flag(help: "Add notes and every source.")
  var explain = false

  @Flag(help: "No colour, even on a terminal.")
  var noColor = false

  func run() throws {
    try DrugLookUp(
      catalog: catalogOptions.choice, isExact: names.exact, country: names.countryCode,
      isJSON: format == .json,
      detail: .init(showsAll: all, explains: explain), refusesColour: noColor
    ).answer(queries)
  }
}

/// A look-up of names, with everything that options can say about it.
struct DrugLookUp {
  var catalog = CatalogChoice()
  var isExact = false
  var country: String?
  var isJSON = false
  var detail = TextReport.Detail()
  var refusesColour = false

  /// Prints one card, or one line of JSON, for each name; `-` stands for the lines of standard input.
  /// - Throws: `Failure`, with status 2 when a name is not recognised or ambiguous.
  func answer(_ queries: [String]) throws(Failure) {
    let catalog = try catalog.catalog()
    let desk = CardDesk(
      catalog: catalog, resolver: MedicationResolver(catalog: catalog, isExact: isExact, country: country),
      card: DrugCard(
        catalog: catalog,
        style: TextStyle(
          width: Terminal.width, showsColour: Terminal.showsColour(unlessRefused: refusesColour)),
        detail: detail, country: country), json: isJSON ? DrugJSON(catalog: catalog) : nil)
    let output = Output.standard()
    var isOpen = false
    for query in try Self.expanded(queries) {
      let answer = desk.answer(query)
      isOpen = isOpen || !answer.isResolved
      try output.write(answer.bytes)
    }
    try output.flush()
    if isOpen { throw Failure(.incomplete, messages: []) }
  }

  private static func expanded(_ queries: [String]) throws(Failure) -> [String] {
    var expanded: [String] = []
    for query in queries {
      if query == "-" { expanded += try PatientFile.standardInputLines() } else { expanded.append(query) }
    }
    return expanded
  }
}

/// Answers queries about drugs and classes.
struct CardDesk {
  let catalog: Catalog
  let resolver: MedicationResolver
  let card: DrugCard
  /// Present when JSON is asked for.
  let json: DrugJSON?

  func answer(_ query: String) -> (bytes: [UInt8], isResolved: Bool) {
    let name = Self.withCodeSystem(query)
    let resolved = resolver.resolve(MedicationEntry(text: name, place: SourcePlace(line: 0)))
    let drugClass = resolved.drugs.isEmpty ? drugClass(name) : nil
    let isResolved = drugClass != nil || !resolved.drugs.isEmpty
    guard let json else {
      return (Array((drugClass.map(card.text) ?? card.text(resolved, query: query)).utf8), isResolved)
    }
    var bytes: [UInt8] = []
    if let drugClass {
      json.append(drugClass, query: query, to: &bytes)
    } else {
      json.append(resolved, query: query, to: &bytes)
    }
    return (bytes, isResolved)
  }

  /// A class by one of its names, with hyphens or without, or by its id.
  private func drugClass(_ name: String) -> ClassRow? {
    let key = NameKey.fold(name)
    for spelling in [key, NameKey.loose(key)] {
      for match in catalog.matches(spelling.span) {
        if case .drugClass(let row) = match.meaning { return row }
      }
    }
    return catalog.classRow(DrugClass.ID(String(decoding: key, as: UTF8.self)))
  }

  /// `rxnorm:9071` and `RxCUI 9071` are what the catalog files as `rxcui:9071`.
  private static func withCodeSystem(_ query: String) -> String {
    let lower = query.lowercased()
    for other in ["rxnorm:", "rxnorm ", "rxcui "] where lower.hasPrefix(other) {
      return "rxcui:" + query.dropFirst(other.count)
    }
    return query
  }
}
