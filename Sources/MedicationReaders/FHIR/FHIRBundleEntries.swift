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
