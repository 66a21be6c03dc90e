package import DrugCatalog

/// Writes tables of a catalog for other tools.
package struct CatalogExport {
  package enum Format: String, CaseIterable, Sendable {
    /// One object a line, with the table's name in `table`.
    case ndjson
    /// RFC 4180 with a header; one table.
    case csv
  }

  private let catalog: Catalog
  private let format: Format

  package init(catalog: Catalog, format: Format) {
    self.catalog = catalog
    self.format = format
  }

  /// Hands over the bytes of a table, row by row.
  package func write<Failure: Error>(
    _ table: CatalogTable, _ output: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    let columns = table.columns
    switch format {
    case .csv:
      var header: [UInt8] = []
      FindingsCSV.appendRow(columns.map(\.description), to: &header)
      try output(header)
      try table.forEachRow(of: catalog) { (cells) throws(Failure) in
        var line: [UInt8] = []
        FindingsCSV.appendRow(cells.map(\.plainText), to: &line)
        try output(line)
      }
    case .ndjson:
      let writer = JSONWriter()
      try table.forEachRow(of: catalog) { (cells) throws(Failure) in
        var line: [UInt8] = []
        writer.object {
          writer.member("table", table.rawValue)
          for (column, cell) in zip(columns, cells) { cell.write(to: writer, as: column) }
        }
        writer.finishLine(into: &line)
        try output(line)
      }
    }
  }
}

extension CatalogTable.Value {
  fileprivate var plainText: String {
    switch self {
    case .text(let text): text
    case .number(let number): String(number)
    case .flag(let flag): flag ? "yes" : "no"
    case .list(let items): items.joined(separator: ";")
    }
  }

  fileprivate func write(to writer: JSONWriter, as column: StaticString) {
    switch self {
    case .text(let text): writer.member(column, text)
    case .number(let number): writer.member(column, number)
    case .flag(let flag): writer.member(column, flag)
    case .list(let items): writer.member(column, items, writer.string)
    }
  }
}
