import DrugCatalog

/// Entries that are no medicine: devices, supplies, diluents, substances, test entries, class headings.
extension LineResolver {
  /// The whole entry, strengths and forms set aside, is something that is no medicine.
  mutating func notAMedicine() -> Resolution? {
    var kind: String?
    for part in parts {
      if !part.senses.has(.notMedicine) {
        guard part.kind == .word || part.kind == .quantity else { return nil }
        continue
      }
      if kind == nil { kind = notMedicineKind(of: part) }
      if kind == "class-heading" { remarks.append(Remark.drugClass(text(of: part))) }
    }
    guard let kind else { return nil }
    if kind == "plain-word", isOfSomethingUnnamed { return nil }
    // Somebody takes something of that class: unrecognised, so that it counts as not checked.
    return kind == "class-heading" ? .unrecognised(suggestions: []) : .notAMedicine(kind)
  }

  /// `Vial 5 mg`, `tablet 5 mg`, `medicine 100 mg`: a strength of something whose name is missing.
  private var isOfSomethingUnnamed: Bool {
    guard parts.contains(where: { $0.kind == .quantity }) else { return false }
    return parts.contains(where: isContainer) || !strengths(in: text(0, words.words.count - 1)).isEmpty
  }

  private func isContainer(_ part: LinePart) -> Bool {
    part.senses.has(.notMedicine) && part.senses.has(.packaging)
  }

  // MARK: Diluents

  /// `NS`, `NS (Mini Bag Plus)`, `SW 100 mL IV`: nothing but the short name of a diluent. Beside a medicine, or with the
  /// words of another form (`NS spray`), it stays what it is: an abbreviation that is not expanded.
  /// - Parameter open: The parts that may mean several things.
  mutating func diluentAlone(_ open: [Int]) -> Resolution? {
    guard let first = open.first, open.allSatisfy({ notMedicineKind(of: parts[$0]) == "diluent" }),
      parts.indices.allSatisfy({ open.contains($0) || isOfInfusion(parts[$0]) }),
      case .unsafe(let reading)? = parts[first].position.map(meaning)
    else { return nil }
    remarks.append(Remark.diluent(text(of: parts[first]), reading))
    return .notAMedicine("diluent")
  }

  private static let wordsOfInfusions: Set<String> = ["package", "intravenous", "mL", "L"]

  private func isOfInfusion(_ part: LinePart) -> Bool {
    if part.kind == .quantity { return true }
    guard part.kind == .word, let position = part.position else { return false }
    var isOfInfusion = false
    catalog.forEachMatch(at: position) { match in
      if case .lineWord(_, let canonical) = match.meaning, Self.wordsOfInfusions.contains(canonical) {
        isOfInfusion = true
      }
    }
    return isOfInfusion
  }

  // MARK: Supplies

  /// Longer brands are not known.
  private static let mostWordsOfBrand = 4

  /// `Accu-Chek Aviva test strips`: a supply that holds no medicine, behind words that nobody knows and that are like no
  /// name: its brand.
  mutating func supplyWithBrand() -> Resolution? {
    guard let supply = parts.indices.last(where: { notMedicineKind(of: parts[$0]) == "supply" }), supply > 0,
      supply <= Self.mostWordsOfBrand,
      parts[(supply + 1)...].allSatisfy({ $0.kind == .word || $0.kind == .quantity }),
      parts[..<supply].allSatisfy({ $0.kind == .unknown && !$0.senses.has(.salt) }),
      (1...supply).allSatisfy({ gap(before: $0).isOnly(Self.insideAPhrase | .openBracket) })
    else { return nil }
    for part in parts[..<supply] {
      // Without the spelling rule nobody can tell whether the word is like a name.
      guard !isExact, !hasDigit(words.words[part.first]),
        case .none = spelling(of: part.first, part.last)
      else { return nil }
    }
    return .notAMedicine("supply")
  }

  func notMedicineKind(of part: LinePart) -> String? {
    guard let position = part.position else { return nil }
    var kind: String?
    catalog.forEachMatch(at: position) { match in
      if case .notMedicine(let found) = match.meaning, kind == nil { kind = found }
    }
    return kind
  }
}
