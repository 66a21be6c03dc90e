import PatientMedications

/// The entries of a bundle, taken one after the other.
struct FHIRBundleEntries {
  /// The place of the bundle.
  var path = ""
  private var number = 0

  init(path: String = "") { self.path = path }

  mutating func take(_ entry: some FHIRNode, into collector: inout FHIRCollector) {
    let resources = entry.resources(.resource)
    if resources.isEmpty { collector.takeEmptyEntry(line: entry.line, path: "\(path)/entry/\(number)") }
    for resource in resources where resource.isLookedAt {
      collector.take(
        resource, path: "\(path)/entry/\(number)/resource", fullURL: entry.value(.fullUrl))
    }
    number += 1
  }
}

/// What is to be told of a bundle.
extension FHIRCollector {
  /// An entry that holds nothing: what was in it, nobody knows.
  mutating func takeEmptyEntry(line: Int, path: String) {
    takeGap(
      .init(place: SourcePlace(line: line, path: path), reason: "an entry of the bundle holds no resource"))
  }

  /// What a bundle says beside its entries, for readers that hand these over one by one.
  mutating func takeBundleFrame(_ bundle: some FHIRNode) {
    for link in bundle.all(.link) where link.says(.relation, "next") {
      let total = bundle.value(.total).map { " of \($0) results" } ?? ""
      takeGap(
        .init(
          place: SourcePlace(line: link.line, path: "Bundle"),
          reason:
            "this is one page\(Self.isCount(bundle.value(.total)) ? total : "") of a search; the pages after it "
            + "were not read"))
      return
    }
  }

  private static func isCount(_ text: String?) -> Bool {
    guard let text else { return false }
    return text.utf8.count <= 9 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
