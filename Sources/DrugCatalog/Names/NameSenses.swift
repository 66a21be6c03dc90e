/// What a key may mean, without the details: enough to decide what to look at more closely.
package struct NameSenses: Hashable, Sendable {
  @usableFromInline package let bits: UInt32

  @inlinable package init(bits: UInt32) { self.bits = bits }

  @inlinable package static var none: NameSenses { NameSenses(bits: 0) }
  /// A drug or a combination.
  @inlinable package static var drug: NameSenses { NameSenses(bits: 1 << 0) }
  @inlinable package static var drugClass: NameSenses { NameSenses(bits: 1 << 1) }
  @inlinable package static var ambiguous: NameSenses { NameSenses(bits: 1 << 2) }
  @inlinable package static var unsafeAbbreviation: NameSenses { NameSenses(bits: 1 << 3) }
  @inlinable package static var code: NameSenses { NameSenses(bits: 1 << 4) }
  @inlinable package static var notMedicine: NameSenses { NameSenses(bits: 1 << 5) }
  @inlinable package static var plainWord: NameSenses { NameSenses(bits: 1 << 6) }
  /// At least one name of a drug that is a name anywhere on a line.
  @inlinable package static var standsAlone: NameSenses { NameSenses(bits: 1 << 7) }

  // Words of a line, in the order of `CatalogName.LineWord`.
  @inlinable package static var form: NameSenses { NameSenses(bits: 1 << 8) }
  @inlinable package static var route: NameSenses { NameSenses(bits: 1 << 9) }
  @inlinable package static var frequency: NameSenses { NameSenses(bits: 1 << 10) }
  @inlinable package static var unit: NameSenses { NameSenses(bits: 1 << 11) }
  @inlinable package static var salt: NameSenses { NameSenses(bits: 1 << 12) }
  @inlinable package static var filler: NameSenses { NameSenses(bits: 1 << 13) }
  @inlinable package static var release: NameSenses { NameSenses(bits: 1 << 14) }
  @inlinable package static var packaging: NameSenses { NameSenses(bits: 1 << 15) }
  @inlinable package static var stop: NameSenses { NameSenses(bits: 1 << 16) }
  @inlinable package static var addition: NameSenses { NameSenses(bits: 1 << 17) }

  /// Any word of a line.
  @inlinable package static var anyWord: NameSenses { NameSenses(bits: 0x3FF << 8) }
  /// A short form that may not be expanded, or that has several meanings.
  @inlinable package static var abbreviation: NameSenses { unsafeAbbreviation | ambiguous }
  @inlinable package static var formOrRoute: NameSenses { form | route }
  @inlinable package static var saltOrRelease: NameSenses { salt | release }

  /// Some name goes on behind this key, at the end of a word.
  @inlinable package static var goesOn: NameSenses { NameSenses(bits: 1 << 31) }

  @inlinable package static func | (a: NameSenses, b: NameSenses) -> NameSenses {
    NameSenses(bits: a.bits | b.bits)
  }

  /// At least one of `senses` is here.
  @inlinable package func has(_ senses: NameSenses) -> Bool { bits & senses.bits != 0 }

  /// The sense of one row of the table of names.
  init(tag: UInt32, kind: UInt32, needsStrength: Bool) {
    self =
      switch tag {
      case 0, 1: needsStrength ? .drug : .drug | .standsAlone
      case 2: .drugClass
      case 3: .ambiguous
      case 4: .unsafeAbbreviation
      case 5, 6: .code
      case 7: .notMedicine
      case 9: NameSenses(bits: 1 << (8 + min(kind, 15)))
      default: .plainWord
      }
  }
}
