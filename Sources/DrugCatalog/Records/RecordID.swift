/// The public id of a record (`quinine`, `garrison2012`): stable across catalogs, shown in reports.
package struct RecordID<Record>: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
  package let rawValue: String

  package init(_ rawValue: String) { self.rawValue = rawValue }
  package init(stringLiteral value: String) { rawValue = value }
  package var description: String { rawValue }
}

/// Where a record stands in one catalog: quick to compare and to look up, meaningless in another catalog.
package struct Row<Record>: Hashable, Comparable, Sendable {
  package let number: UInt32

  package init(_ number: UInt32) { self.number = number }
  package static func < (a: Row, b: Row) -> Bool { a.number < b.number }
}

package typealias DrugRow = Row<Drug>
package typealias ClassRow = Row<DrugClass>

/// How sure the source of a fact is.
package enum Verification: String, CaseIterable, Hashable, Sendable {
  /// The label, regulator page, paper or code list that states it was read.
  case primary
  /// Read in a text-mined or second-hand copy.
  case secondary
  /// Common professional knowledge; no source was read. Reports show this mark.
  case unverified
  /// A name that one register holds.
  case oneSource = "one-source"
  /// A name that two registers hold.
  case twoSources = "two-sources"
}

/// How bad a caution or an interaction may be. The order of the cases is the order of harm, least first.
package enum Severity: String, CaseIterable, Hashable, Comparable, Sendable {
  /// A pair that was studied without an effect; never an alarm.
  case none
  /// Worth knowing, asks for nothing.
  case info
  case minor, moderate, major, contraindicated

  package static func < (a: Severity, b: Severity) -> Bool { a.number < b.number }

  /// From 0, as the cases stand.
  package var number: Int {
    switch self {
    case .none: 0
    case .info: 1
    case .minor: 2
    case .moderate: 3
    case .major: 4
    case .contraindicated: 5
    }
  }
}
