import DrugCatalog

/// A source written out.
enum SourceWording {
  static func words(_ source: Source) -> String {
    var parts = [source.title]
    if !source.publisher.isEmpty { parts.append(source.publisher) }
    if source.year > 0, !source.publisher.contains(String(source.year)) { parts.append(String(source.year)) }
    if !source.doi.isEmpty {
      parts.append("doi:" + source.doi)
    } else if !source.pmid.isEmpty {
      parts.append("PMID " + source.pmid)
    } else if !source.url.isEmpty {
      parts.append(source.url)
    }
    return parts.joined(separator: ". ")
  }
}
