import DrugCatalog
import XMLEvents

/// Labels of the FDA in Structured Product Labeling (HL7 v3), and its pharmacologic class index files.
///
///     <document xmlns="urn:hl7-org:v3"> code, title, effectiveTime, author
///       <component><structuredBody><component><section>   code 48780-1: the products
///         <subject><manufacturedProduct><manufacturedProduct> name, generic name, ingredients, parts
///       <component><section>   code (LOINC), title, text, components with further sections
///
/// Every label gives drugs, brands and codes, what it says of cramps in sections that tell of harm, its boxed warning and
/// contraindications as cautions, and the medicines it names as interacting. See README.md beside this file.
final class SPLReader: ForeignDialect {
  let merger: DrugMerger

  init(merger: DrugMerger) { self.merger = merger }

  func read(_ document: ListDocument) throws(XMLError) -> ListDescription {
    let label = SPLLabel(document: document)
    try label.read()
    label.add(to: merger)
    return label.description
  }

  func finish() {}
}

/// One document while it is read.
final class SPLLabel {
  let document: ListDocument
  private(set) var products: [SPLProduct] = []
  private(set) var classified: [SPLClassified] = []
  private(set) var statements: [SPLCrampStatement] = []
  private(set) var passages: [SPLPassage] = []
  private var title = ""
  private(set) var date = ""
  private var version = ""
  private var setID = ""
  private var publisher = ""

  init(document: ListDocument) { self.document = document }

  func read() throws(XMLError) {
    try document.forEachChild { (event, word) throws(XMLError) in
      switch word {
      case .title: title = try document.readText(of: event)
      case .effectiveTime:
        date = Self.date(document.attribute(SPLWord.value, of: event))
        try document.skip()
      case .setId:
        setID = document.attribute(SPLWord.root, of: event)
        try document.skip()
      case .versionNumber:
        version = document.attribute(SPLWord.value, of: event)
        try document.skip()
      case .author: publisher = try readPublisher()
      case .component: try readComponent(.body)
      default: try document.skip()
      }
    }
  }

  var description: ListDescription {
    let name = products.first?.name ?? title
    let kind = classified.isEmpty ? "drug label" : "pharmacologic class index"
    return ListDescription(
      title: "\(name.isEmpty ? title : name), \(kind) (\(document.stem))",
      publisher: publisher.isEmpty ? "U.S. Food and Drug Administration" : publisher, version: version,
      date: date, licence: "public domain (United States)", year: Int(date.prefix(4)) ?? 0,
      note: [("set id", setID), ("version", version), ("of", date)].filter { !$0.1.isEmpty }.map {
        "\($0) \($1)"
      }
      .joined(separator: ", "))
  }

  /// `20181120` as an ISO 8601 date; empty for anything else.
  private static func date(_ value: String) -> String {
    let digits = value.prefix(8)
    guard digits.utf8.count == 8, digits.utf8.allSatisfy(LabelWords.isDigit) else { return "" }
    return "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
  }

  /// The first organisation that an author represents.
  private func readPublisher() throws(XMLError) -> String {
    var name = ""
    func read() throws(XMLError) {
      try document.forEachChild { (event, word) throws(XMLError) in
        if word == .name, name.isEmpty { name = try document.readText(of: event) } else { try read() }
      }
    }
    try read()
    return name
  }

  // MARK: Sections

  /// Components, bodies and sections stand in each other.
  private func readComponent(_ outer: SPLSection) throws(XMLError) {
    try document.forEachChild { (event, word) throws(XMLError) in
      switch word {
      case .component, .structuredBody: try readComponent(outer)
      case .section: try readSection(outer)
      default: try document.skip()
      }
    }
  }

  private func readSection(_ outer: SPLSection) throws(XMLError) {
    var section = outer
    section.isBody = false
    var hasTellingCode = false
    let passageCount = passages.count
    var headingPlace: ImportPlace?
    try document.forEachChild { (event, word) throws(XMLError) in
      switch word {
      case .code:
        if let kind = outer.kind(ofCode: document.attribute(SPLWord.code, of: event)) {
          section.kind = kind
          hasTellingCode = true
        }
        try document.skip()
      case .title:
        let title = try document.readText(of: event)
        guard !title.isEmpty else { return }
        section.title = title
        if !hasTellingCode, let kind = SPLSectionKind(title: title) { section.kind = kind }
        if title.lowercased().contains("laborator"), section.kind == .interactions { section.kind = .other }
        section.heading = section.kind == outer.kind ? title : ""
        headingPlace = document.place(event)
      case .text: try readText(of: section)
      case .subject: try readSubject()
      case .component: try readComponent(section)
      default: try document.skip()
      }
    }
    // "4.1 Pregnancy" alone says all.
    if passages.count == passageCount, section.kind.warns, !section.heading.isEmpty, let headingPlace {
      passages.append(SPLPassage(section: section, words: [], place: headingPlace))
    }
  }

  private func readText(of section: SPLSection) throws(XMLError) {
    try SPLText(document: document).forEachBlock { block, event in
      let mentions =
        switch block {
        case .passage(let text, _): CrampPhraseFinder.mentions(in: text)
        case .table(let table): CrampPhraseFinder.mentions(in: table)
        }
      statements += mentions.map {
        SPLCrampStatement(mention: $0, section: section, place: document.place(event))
      }
      guard section.kind.warns else { return }
      switch block {
      case .passage(let text, let leadIn):
        passages.append(
          SPLPassage(section: section, words: text, leadIn: leadIn, place: document.place(event)))
      case .table(let table):
        passages += table.rows.map {
          SPLPassage(section: section, words: Array(table.words(of: $0).utf8), place: document.place(event))
        }
      }
    }
  }

  private func readSubject() throws(XMLError) {
    try document.forEachChild { (event, word) throws(XMLError) in
      switch word {
      case .manufacturedProduct, .manufacturedMedicine:
        products.append(try SPLProductReader(document: document).read(event))
      case .identifiedSubstance: try readClassified(event)
      default: try document.skip()
      }
    }
  }

  // MARK: Pharmacologic classes

  private func readClassified(_ start: XMLEvent) throws(XMLError) {
    var found = SPLClassified(place: document.place(start))
    func read() throws(XMLError) {
      try document.forEachChild { (event, word) throws(XMLError) in
        switch word {
        case .identifiedSubstance: try read()
        case .code:
          if document.attribute(SPLWord.codeSystem, of: event) == SPLCodeSystem.unii {
            found.substance.unii = document.attribute(SPLWord.code, of: event)
          }
          try document.skip()
        case .name: found.substance.name = try document.readText(of: event)
        case .asSpecializedKind: found.classes += try readClasses()
        default: try document.skip()
        }
      }
    }
    try read()
    if !found.substance.name.isEmpty { classified.append(found) }
  }

  private func readClasses() throws(XMLError) -> [SPLClassified.Class] {
    var classes: [SPLClassified.Class] = []
    func read() throws(XMLError) {
      try document.forEachChild { (event, word) throws(XMLError) in
        switch word {
        case .generalizedMaterialKind: try read()
        case .code:
          if document.attribute(SPLWord.codeSystem, of: event) == SPLCodeSystem.pharmacologicClass {
            classes.append(
              SPLClassified.Class(
                code: document.attribute(SPLWord.code, of: event),
                name: document.attribute(SPLWord.displayName, of: event)))
          }
          try document.skip()
        default: try document.skip()
        }
      }
    }
    try read()
    return classes
  }
}

/// A substance and its pharmacologic classes, from an index file.
struct SPLClassified {
  struct Class {
    var code: String
    /// With its kind in brackets: `Psoralen [EPC]`.
    var name: String
  }

  var substance = SPLSubstance()
  var classes: [Class] = []
  var place: ImportPlace
}

/// A paragraph, list item or table row of a section that warns; no words where its heading says all.
struct SPLPassage {
  var section: SPLSection
  var words: [UInt8]
  /// How many of the first bytes belong to the words above the list that an item stands in.
  var leadIn = 0
  var place: ImportPlace
}

/// What a label says of cramps in one place.
struct SPLCrampStatement {
  var mention: CrampMention
  var section: SPLSection
  var place: ImportPlace
}
