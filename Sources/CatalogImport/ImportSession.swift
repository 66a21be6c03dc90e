import DrugCatalog
import XMLEvents

/// One import from the first file to the catalog: the builder, what was met so far, and where.
final class ImportSession {
  let builder: CatalogBuilder
  let base: Catalog?
  private(set) var ledger = ImportLedger()
  private(set) var problems: [ImportProblem] = []
  private var files: [String] = []

  /// The first place that mentions an id, by kind and id, so that a dangling reference has a line.
  private var firstMention: [Mention: ImportPlace] = [:]
  private var definitions: [Mention: ImportPlace] = [:]
  private var namings: [[UInt8]: [Naming]] = [:]
  private var ambiguousKeys: Set<[UInt8]> = []
  /// Treatments of a combination, which a later list may define.
  var treatmentsOfCombinations: [(combination: String, treatment: CrampTreatment, place: ImportPlace)] = []
  var ingredientsOfCombination: [String: [Drug.ID]] = [:]

  private struct Mention: Hashable {
    var kind: String
    var id: String
  }

  /// What a name stands for, and where that was said.
  private struct Naming {
    var target: String
    var place: ImportPlace
  }

  init(startingFrom base: Catalog?) {
    self.base = base
    builder = base.map { CatalogBuilder(startingFrom: $0) } ?? CatalogBuilder()
  }

  // MARK: Reading

  func read(_ input: ImportInput) throws(ImportError) {
    files.append(input.name)
    let digest = RunningDigest()
    let source = ObservedBytes(input.source) { digest.update($0) }
    let reader = XMLEventReader(source, vocabulary: DrugListWord.vocabulary)
    do throws(XMLError) {
      guard let root = try reader.next() else { throw XMLError(.empty, line: 1) }
      try checkDialect(root, reader)
      let list = DrugListReader(reader: reader, session: self, file: Int32(files.count - 1))
      let provenance = try list.read(root: root)
      if var provenance {
        (provenance.sha256, provenance.byteCount) = digest.finish()
        builder.add(provenance)
      }
    } catch {
      throw failure(ImportError(error, file: input.name))
    }
    if isFull { throw ImportError(problems: problems) }
  }

  /// Problems met before a file broke off are worth telling too.
  private func failure(_ error: ImportError) -> ImportError {
    ImportError(
      problems: Array((problems + error.problems).suffix(ImportError.mostProblems)),
      isMissingFile: error.isMissingFile)
  }

  private func checkDialect(_ root: XMLEvent, _ reader: XMLEventReader) throws(XMLError) {
    guard DrugListWord(root.name) == .drugList, root.namespace == XMLNamespace(0) else {
      let known = ImportDialect.all.map(\.root).joined(separator: ", ")
      let found = reader.text(of: root.name).filter { $0.isLetter || $0.isNumber || "._-".contains($0) }
        .prefix(40)
      throw XMLError(
        .notXML("the root element <\(found)> is none of a known drug list; known are \(known)"),
        line: Int(root.line), column: Int(root.column))
    }
  }

  /// The finished catalog.
  func finish() throws(ImportError) -> ImportOutcome {
    addTreatmentsOfCombinations()
    reportUndefined()
    reportNamesOfTwoThings()
    if builder.isEmpty {
      problems.append(ImportProblem(file: files.first ?? "", reason: "the list holds no drug"))
    }
    guard problems.isEmpty else {
      throw ImportError(problems: Array(problems.prefix(ImportError.mostProblems)))
    }
    do throws(CatalogError) {
      return ImportOutcome(catalog: try builder.build(), ledger: ledger)
    } catch {
      throw ImportError(problems: [ImportProblem(file: files.first ?? "", reason: error.message)])
    }
  }

  private func addTreatmentsOfCombinations() {
    for (combination, treatment, place) in treatmentsOfCombinations {
      guard let ingredients = ingredientsOfCombination[combination] else {
        problem("no list defines the combination '\(combination)'", at: place)
        continue
      }
      var treatment = treatment
      treatment.subject = .together(ingredients)
      builder.add(treatment)
    }
  }

  // MARK: Problems and oddities

  /// True when enough problems are known to stop.
  var isFull: Bool { problems.count >= ImportError.mostProblems }

  func problem(_ reason: String, at place: ImportPlace) {
    guard !isFull else { return }
    problems.append(
      ImportProblem(
        file: files[Int(place.file)], line: Int(place.line), column: Int(place.column), reason: reason))
  }

  func note(_ kind: ImportLedger.Kind, _ subject: String, at place: ImportPlace) {
    ledger.note(kind, subject, at: "\(files[Int(place.file)]):\(place.line)")
  }

  // MARK: Ids

  /// Notes that `id` is referred to.
  func mention(_ kind: String, _ id: String, at place: ImportPlace) {
    let mention = Mention(kind: kind, id: id)
    if firstMention[mention] == nil { firstMention[mention] = place }
  }

  /// Notes that `id` is defined here; twice in the lists being imported is a problem.
  func define(_ kind: String, _ id: String, at place: ImportPlace) -> Bool {
    let mention = Mention(kind: kind, id: id)
    if let before = definitions[mention] {
      problem(
        "the \(kind) '\(id)' is defined twice, first in \(files[Int(before.file)]) line \(before.line)",
        at: place)
      return false
    }
    definitions[mention] = place
    return true
  }

  private func reportUndefined() {
    for (kind, id) in builder.undefinedReferences {
      let place = firstMention[Mention(kind: kind, id: id)] ?? ImportPlace(file: 0, line: 0, column: 0)
      problem("no list defines the \(kind) '\(id)'", at: place)
    }
  }

  // MARK: Names

  /// Notes what a name stands for. - Parameter target: The same for the same thing.
  func name(_ text: String, standsFor target: String, at place: ImportPlace) {
    let key = NameKey.fold(text)
    let known = namings[key] ?? []
    if !known.contains(where: { $0.target == target }) {
      namings[key] = known + [Naming(target: target, place: place)]
    }
    if Script.mixesScripts(text) { note(.mixedScript, text, at: place) }
  }

  func nameIsAmbiguous(_ text: String) { ambiguousKeys.insert(NameKey.fold(text)) }

  private func reportNamesOfTwoThings() {
    let conflicts = namings.compactMap {
      key, namings -> (name: String, targets: [String], place: ImportPlace)? in
      guard !ambiguousKeys.contains(key), !isAmbiguousInBase(key) else { return nil }
      var targets = targetsInBase(key)
      for naming in namings where !targets.contains(naming.target) { targets.append(naming.target) }
      guard targets.count > 1, let last = namings.last else { return nil }
      return (String(decoding: key, as: UTF8.self), targets, last.place)
    }
    for conflict in conflicts.sorted(by: { $0.place.order < $1.place.order }) {
      problem(
        "the name '\(conflict.name)' stands for \(conflict.targets[0]) and for \(conflict.targets[1]); "
          + "add an ambiguous-name", at: conflict.place)
    }
  }

  /// What the base catalog takes the name for, in the words that `name` is given.
  private func targetsInBase(_ key: [UInt8]) -> [String] {
    guard let base else { return [] }
    return base.matches(key.span).compactMap { match in
      guard match.isExact else { return nil }
      switch match.meaning {
      case .drug(let row, _): return "the drug '\(base.drugID(row))'"
      case .combination(let row):
        let ids = base.ingredients(of: row).map { base.drugID($0).rawValue }.sorted()
        return "a combination of \(ids.joined(separator: ", "))"
      default: return nil
      }
    }
  }

  private func isAmbiguousInBase(_ key: [UInt8]) -> Bool {
    base?.matches(key.span).contains { if case .ambiguous = $0.meaning { true } else { false } } ?? false
  }
}

extension ImportPlace {
  var order: Int64 { Int64(file) << 40 | Int64(line) }
}

/// SHA-256 and size of a file's bytes as they pass.
private final class RunningDigest {
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

/// Scripts of letters, as far as a name should not mix them.
enum Script {
  static func mixesScripts(_ text: String) -> Bool {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return false }
    var hasLatin = false
    var hasLookAlike = false
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F: hasLatin = true
      // A single Greek letter is common in chemistry (α-tocopherol); Cyrillic beside Latin is not.
      case 0x400...0x52F: hasLookAlike = true
      default: break
      }
    }
    return hasLatin && hasLookAlike
  }
}
