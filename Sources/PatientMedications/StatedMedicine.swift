/// What a source says a medicine is: the words and codes for it, its directions, and what it is taken for.
///
/// Never changes, so that one object serves every entry that says the same. Equal when its contents are.
package final class StatedMedicine: Hashable, Sendable {
  /// The words that name the medicine, as written; empty when the source gives a code only.
  package let text: String
  package let codes: [MedicationCode]
  /// What else the source calls the same medicine (the narrative beside a coded name): none of it may name another
  /// one.
  package let alsoCalled: [String]
  /// Dose and directions, as written, where the source keeps them apart from the name.
  package let doseText: String?
  /// What it is taken for, as written ("for leg cramps").
  package let indication: String?

  package init(
    text: String, codes: [MedicationCode] = [], alsoCalled: [String] = [], doseText: String? = nil,
    indication: String? = nil
  ) {
    self.text = text
    self.codes = codes
    self.alsoCalled = alsoCalled
    self.doseText = doseText
    self.indication = indication
  }

  package static func == (a: StatedMedicine, b: StatedMedicine) -> Bool {
    a === b
      || a.text == b.text && a.codes == b.codes && a.alsoCalled == b.alsoCalled && a.doseText == b.doseText
        && a.indication == b.indication
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(text)
    hasher.combine(codes)
    hasher.combine(alsoCalled)
    hasher.combine(doseText)
    hasher.combine(indication)
  }
}
