package import DrugCatalog
package import MedicationCheck
import PatientMedications

/// The result of a check as a person reads it: what changes a decision first, the rest folded away and counted.
package struct TextReport {
  /// How much is said.
  package struct Detail: Hashable, Sendable {
    /// Everything, not only what changes a decision.
    package var showsAll: Bool
    /// Mechanism, evidence and sources written out.
    package var explains: Bool

    package init(showsAll: Bool = false, explains: Bool = false) {
      self.showsAll = showsAll
      self.explains = explains
    }
  }

  let catalog: Catalog
  let style: TextStyle
  let detail: Detail
  /// Days since the catalog's date; `nil` when it states none.
  let catalogAgeDays: Int?
  /// Which catalog answers, said once for each patient.
  let identity: String

  /// A catalog older than this gets a warning.
  static let freshDays = 180

  package init(catalog: Catalog, style: TextStyle, detail: Detail = Detail(), catalogAgeDays: Int? = nil) {
    self.catalog = catalog
    self.style = style
    self.detail = detail
    self.catalogAgeDays = catalogAgeDays
    identity = CatalogIdentity(of: catalog).sentence
  }

  package func text(_ result: CheckResult, from source: ReportSource) -> String {
    var sections = ReportSections(report: self, result: result)
    sections.title(source)
    sections.summary()
    sections.dangers()
    sections.culprits()
    sections.cascades()
    sections.cautions()
    sections.labelCautions()
    sections.signs()
    sections.lowerFindings()
    sections.silence()
    sections.notChecked()
    sections.reading()
    sections.foldedLine()
    sections.sources()
    sections.closing()
    return sections.layout.text
  }
}
