/// Turns libxml2's interned name pointers into numbers. A pointer stands for the same name as long as the
/// parser lives, so each name's letters are looked at once.
struct NameTable {
  /// Different names, and different namespaces, past this are an attack on memory.
  static let most = 50_000

  private(set) var texts: [String]
  private var numbers: [String: Int32]
  private let namespaceNumbers: [String: Int32]
  private let ignored: Set<String>
  let ignoresBlankText: Bool
  /// By number, for names met so far.
  private var isIgnored: [Bool]
  private var names = NumberOfPointer()
  private var namespaces = NumberOfPointer()
  /// Most elements are in the namespace of the one before.
  private var lastNamespace: (address: UInt, number: Int32) = (0, 0)

  init(vocabulary: XMLVocabulary) {
    texts = vocabulary.names
    numbers = Dictionary(
      zip(vocabulary.names, (0..<Int32(vocabulary.names.count))), uniquingKeysWith: { first, _ in first })
    ignored = vocabulary.ignored
    ignoresBlankText = vocabulary.ignoresBlankText
    isIgnored = vocabulary.names.map(vocabulary.ignored.contains)
    namespaceNumbers = Dictionary(
      zip(vocabulary.namespaces, (0..<Int32(vocabulary.namespaces.count))),
      uniquingKeysWith: { first, _ in first })
  }

  var isFull: Bool { texts.count > Self.most || namespaces.count > Self.most }

  mutating func name(_ pointer: UnsafePointer<UInt8>) -> Int32 {
    let address = UInt(bitPattern: pointer)
    if let known = names[address] { return known }
    let text = unsafe String(cString: pointer)
    let number: Int32
    if let known = numbers[text] {
      number = known
    } else {
      number = Int32(texts.count)
      texts.append(text)
      isIgnored.append(ignored.contains(text))
      numbers[text] = number
    }
    names.add(address, number)
    return number
  }

  /// Whether the content of elements of that name is of no use to anybody.
  func isIgnored(_ name: Int32) -> Bool { isIgnored[Int(name)] }

  mutating func namespace(_ pointer: UnsafePointer<UInt8>?) -> Int32 {
    guard let pointer = unsafe pointer else { return XMLNamespace.none.number }
    let address = UInt(bitPattern: pointer)
    if address == lastNamespace.address { return lastNamespace.number }
    if let known = namespaces[address] {
      lastNamespace = (address, known)
      return known
    }
    let text = unsafe String(cString: pointer)
    let number =
      namespaceNumbers[text] ?? (text == Self.xinclude ? Self.xincludeNumber : XMLNamespace.other.number)
    namespaces.add(address, number)
    return number
  }

  private static let xinclude = "http://www.w3.org/2001/XInclude"
  static let xincludeNumber: Int32 = -3
}

/// Addresses and their numbers; the last few are asked first, since documents repeat themselves.
private struct NumberOfPointer {
  private var all: [UInt: Int32] = [:]
  private var recent = [(address: UInt, number: Int32)](repeating: (0, 0), count: 256)

  var count: Int { all.count }

  subscript(address: UInt) -> Int32? {
    mutating get {
      let slot = Self.slot(address)
      if recent[slot].address == address { return recent[slot].number }
      guard let number = all[address] else { return nil }
      recent[slot] = (address, number)
      return number
    }
  }

  /// The parser packs names one behind the other, so that the lowest bits tell them apart.
  private static func slot(_ address: UInt) -> Int { Int((address ^ address >> 8) & 255) }

  mutating func add(_ address: UInt, _ number: Int32) {
    all[address] = number
    recent[Self.slot(address)] = (address, number)
  }
}
