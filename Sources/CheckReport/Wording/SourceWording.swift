import DrugCatalog

/// A source written out.
enum SourceWording {
  /// ` [garrison2012; 2012; second-hand source]`: who says so, and how sure that is; empty without a source.
  static func citation(_ attribution: Attribution, date: String = "") -> String {
    let ids = attribution.sources.map(\.rawValue).joined(separator: ", ")
    let parts = [ids, date, FigureWording.mark(attribution.verification)].filter { !$0.isEmpty }
    return parts.isEmpty ? "" : " [" + parts.joined(separator: "; ") + "]"
  }

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
