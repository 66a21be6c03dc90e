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

  static func appendRow(_ fields: [String], to output: inout [UInt8]) {
    for (index, text) in fields.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      appendField(text, to: &output)
    }
    output += [0x0D, 0x0A]
  }

  /// One field, quoted where it must be and harmless to spreadsheets. On bytes: a quote with a combining mark is
  /// still a quote.
  static func appendField(_ text: String, to output: inout [UInt8]) {
    let needsQuotes = text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
    if needsQuotes { output.append(0x22) }
    if isFormula(text) { output.append(UInt8(ascii: "'")) }
    for byte in text.utf8 {
      if byte == 0x22 { output.append(0x22) }
      output.append(byte)
    }
    if needsQuotes { output.append(0x22) }
  }

  /// Whether a spreadsheet may read a formula: it skips blanks and invisible characters, and knows the full-width
  /// signs.
  private static func isFormula(_ text: String) -> Bool {
    let first = text.unicodeScalars.first {
      !$0.properties.isDefaultIgnorableCodePoint && $0 != " " && $0 != "\u{A0}"
    }
    guard let first else { return false }
    return ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"].contains(first)
  }
}
