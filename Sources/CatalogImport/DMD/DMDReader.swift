import DrugCatalog
import XMLEvents

/// The NHS dictionary of medicines and devices: several files of one release that refer to each other by id. Rows are
/// kept until all files are read. See README.md beside this file.
final class DMDReader: ForeignDialect {
  private let merger: DrugMerger
  private var release = DMDRelease()

  init(merger: DrugMerger) { self.merger = merger }

  enum Word: String, VocabularyWord {
    case moieties = "VIRTUAL_THERAPEUTIC_MOIETIES"
    case substances = "INGREDIENT_SUBSTANCES"
    case virtualProducts = "VIRTUAL_MED_PRODUCTS"
    case actualProducts = "ACTUAL_MEDICINAL_PRODUCTS"
    case lookup = "LOOKUP"
    case virtualPacks = "VIRTUAL_MED_PRODUCT_PACK"
    case actualPacks = "ACTUAL_MEDICINAL_PROD_PACKS"
    case barCodes = "GTIN_DETAILS"
    // Rows.
    case moiety = "VTM"
    case substance = "ING"
    case virtualProduct = "VMP"
    case ingredient = "VPI"
    case actualProduct = "AMP"
    case virtualPack = "VMPP"
    case actualPack = "AMPP"
    // Columns.
    case moietyID = "VTMID"
    case previousMoietyID = "VTMIDPREV"
    case substanceID = "ISID"
    case previousSubstanceID = "ISIDPREV"
    case virtualProductID = "VPID"
    case previousVirtualProductID = "VPIDPREV"
    case actualProductID = "APID"
    case virtualPackID = "VPPID"
    case actualPackID = "APPID"
    case name = "NM"
    case invalid = "INVALID"
  }

  /// The roots of the files of a release.
  static let roots: [Word] = [
    .moieties, .substances, .virtualProducts, .actualProducts, .lookup, .virtualPacks, .actualPacks,
    .barCodes,
  ]

  func read(_ document: ListDocument) throws(XMLError) -> ListDescription {
    let file = release.add(document)
    while let event = try document.reader.next() {
      guard event.kind == .start, let word = Word(event.name) else { continue }
      let place = document.place(event)
      switch word {
      case .moiety: release.moieties.append(try row(.moietyID, .previousMoietyID, file, place, document))
      case .substance:
        release.substances.append(try row(.substanceID, .previousSubstanceID, file, place, document))
      case .virtualProduct:
        release.virtualProducts.append(
          try row(.virtualProductID, .previousVirtualProductID, file, place, document))
      case .actualProduct:
        release.actualProducts.append(try row(.actualProductID, nil, file, place, document))
      case .virtualPack:
        release.virtualPacks.append(try row(.virtualPackID, nil, file, place, document))
      case .actualPack: release.actualPacks.append(try row(.actualPackID, nil, file, place, document))
      case .ingredient:
        let columns = try columns(document)
        release.ingredients[columns[.virtualProductID] ?? "", default: []].append(columns[.substanceID] ?? "")
      default: continue
      }
    }
    return ListDescription(
      title: "NHS dictionary of medicines and devices (\(document.stem))",
      publisher: "NHS Business Services Authority",
      date: Self.date(document.stem), licence: "Open Government Licence",
      url: "https://www.nhsbsa.nhs.uk")
  }

  func finish() {
    DMDNames(release, merger).add()
    release = DMDRelease()
  }

  private func row(
    _ id: Word, _ previousID: Word?, _ file: Int, _ place: ImportPlace, _ document: ListDocument
  ) throws(XMLError) -> DMDRelease.Row {
    let columns = try columns(document)
    return DMDRelease.Row(
      id: columns[id] ?? "", previousID: previousID.flatMap { columns[$0] } ?? "", name: columns[.name] ?? "",
      isInvalid: columns[.invalid] == "1", moiety: id == .moietyID ? "" : columns[.moietyID] ?? "",
      virtualProduct: id == .virtualProductID ? "" : columns[.virtualProductID] ?? "",
      actualProduct: id == .actualProductID ? "" : columns[.actualProductID] ?? "", file: file, place: place)
  }

  /// The columns of a row that we know; the first of each.
  private func columns(_ document: ListDocument) throws(XMLError) -> [Word: String] {
    var columns: [Word: String] = [:]
    while let event = try document.reader.next(), event.kind != .end {
      guard event.kind == .start else { continue }
      if let word = Word(event.name), columns[word] == nil {
        columns[word] = try document.readText(of: event)
      } else {
        try document.skip()
      }
    }
    return columns
  }

  /// `f_vtm2_3010419` is of 1 April 2019; empty for other names.
  private static func date(_ stem: String) -> String {
    let digits = stem.suffix(6)
    guard digits.utf8.count == 6, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return "" }
    let date = "20\(digits.suffix(2))-\(digits.dropFirst(2).prefix(2))-\(digits.prefix(2))"
    return ValueForm.isDate(date) ? date : ""
  }
}

/// The rows of a release that say something about medicines.
struct DMDRelease {
  var moieties: [Row] = []
  var substances: [Row] = []
  var virtualProducts: [Row] = []
  var actualProducts: [Row] = []
  var virtualPacks: [Row] = []
  var actualPacks: [Row] = []
  /// Ids of substances by the id of the virtual product.
  var ingredients: [String: [String]] = [:]
  private(set) var documents: [ListDocument] = []

  struct Row {
    var id: String
    /// The id this one replaced; empty without one.
    var previousID: String
    var name: String
    var isInvalid: Bool
    /// Of virtual products: the moiety's id.
    var moiety: String
    /// Of actual products and virtual packs: the virtual product's id.
    var virtualProduct: String
    /// Of actual packs: the actual product's id.
    var actualProduct: String
    /// The number of its document.
    var file: Int
    var place: ImportPlace
  }

  /// - Returns: the document's number.
  mutating func add(_ document: ListDocument) -> Int {
    documents.append(document)
    return documents.count - 1
  }

  func document(_ row: Row) -> ListDocument { documents[row.file] }
}
