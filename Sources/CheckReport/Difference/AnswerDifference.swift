package import DrugCatalog
package import MedicationCheck

/// How the answer for one patient changes from one catalog to another. Told by ids of drugs and numbers of entries:
/// a patient's words are not repeated.
package struct AnswerDifference: Hashable, Sendable {
  package let source: ReportSource
  /// Points that only the new catalog makes, and only the old one; in their order.
  package let appeared: [String]
  package let disappeared: [String]

  package var isEmpty: Bool { appeared.isEmpty && disappeared.isEmpty }

  package init(
    source: ReportSource, old: CheckResult, _ oldCatalog: Catalog, new: CheckResult, _ newCatalog: Catalog
  ) {
    let before = Self.points(old, oldCatalog)
    let after = Self.points(new, newCatalog)
    self.source = source
    appeared = after.filter(Set(before).isDisjoint(withItem:))
    disappeared = before.filter(Set(after).isDisjoint(withItem:))
  }

  private static func points(_ result: CheckResult, _ catalog: Catalog) -> [String] {
    func ids(_ drugs: [DrugRow]) -> String {
      drugs.map { catalog.drugID($0).rawValue }.joined(separator: ", ")
    }
    let entries = result.entries.enumerated().map { number, entry in
      "entry \(number + 1): \(entry.drugs.isEmpty ? "not resolved" : ids(entry.drugs))"
    }
    let findings = result.findings.map { finding in
      [finding.keyword, finding.severityKeyword ?? "", ids(finding.drugs)].filter { !$0.isEmpty }
        .joined(separator: " ")
    }
    return entries + findings
  }

  /// Appends what changed for this patient, as text.
  package func append(to output: inout String) {
    let patient = source.patient.map { " (\($0))" } ?? ""
    output += TerminalText.safe("\(source.path)\(patient)") + "\n"
    for point in disappeared { output += "  - \(TerminalText.safe(point))\n" }
    for point in appeared { output += "  + \(TerminalText.safe(point))\n" }
  }

  func write(to writer: JSONWriter) {
    writer.object {
      writer.member("path", source.path)
      writer.member("patient", source.patient)
      writer.member("appeared", appeared, writer.string)
      writer.member("disappeared", disappeared, writer.string)
    }
  }
}

extension Set {
  fileprivate func isDisjoint(withItem item: Element) -> Bool { !contains(item) }
}
