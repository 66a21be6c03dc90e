package import DrugCatalog
package import MedicationCheck

/// Findings as CSV (RFC 4180), one a row.
///
/// A field that a spreadsheet might take for a formula gets a leading apostrophe.
package struct FindingsCSV {
  private let catalog: Catalog

  package init(catalog: Catalog) { self.catalog = catalog }

  package static func appendHeader(to output: inout [UInt8]) {
    appendRow(
      ["file", "patient", "kind", "severity", "drugs", "entries", "message", "action", "matched", "sources"],
      to: &output)
  }

  /// Appends the rows of one result; entries that were not checked have rows of their own.
  package func append(_ result: CheckResult, from source: ReportSource, to output: inout [UInt8]) {
    for finding in result.findings {
      let wording = FindingWording(finding, among: result.entries, in: catalog)
      Self.appendRow(
        [
          source.path, source.patient ?? "", finding.keyword, finding.severityKeyword ?? "",
          finding.drugs.map(catalog.drugName).joined(separator: "; "),
          finding.entries.map(String.init).joined(separator: " "), wording.message, wording.action,
          wording.matched ? "yes" : "no",
          wording.evidence.map(\.source.rawValue).uniqued().joined(separator: " "),
        ], to: &output)
    }
  }

  private static func appendRow(_ fields: [String], to output: inout [UInt8]) {
    output.append(contentsOf: fields.map(field).joined(separator: ",").utf8)
    output.append(contentsOf: "\r\n".utf8)
  }

  /// One field, quoted where it must be and harmless to spreadsheets.
  static func field(_ text: String) -> String {
    let defused = isFormula(text) ? "'" + text : text
    guard defused.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return defused }
    return "\"" + defused.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    return ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"].contains(first)
  }
}
