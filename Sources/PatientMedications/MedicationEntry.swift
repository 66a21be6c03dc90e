/// One medicine of a list, as written: text, codes, state, dates and where it stood.
package struct MedicationEntry: Hashable, Sendable {
  /// The words that name the medicine, as written; empty when the source gives a code only.
  package var text: String
  package var codes: [MedicationCode]
  package var status: Status
  /// When the medicine was begun.
  package var started: PartialDate?
  /// When it was stopped or is due to stop.
  package var stopped: PartialDate?
  /// Dose and directions, as written, where the source keeps them apart from the name.
  package var doseText: String?
  /// What it is taken for, as written ("for leg cramps").
  package var indication: String?
  package var place: SourcePlace

  package enum Status: Hashable, Sendable {
    case active
    /// Not taken now: never checked, always shown and counted.
    case inactive(Inactivity)
    /// The words could not be decoded (invalid UTF-8, too many combining marks): named, never guessed.
    case unreadable(reason: String)
  }

  /// Why an entry is not taken now.
  package enum Inactivity: String, Hashable, Sendable {
    case stopped, completed, cancelled, enteredInError, negated, notTaken, onHold, planned
  }

  package init(
    text: String, codes: [MedicationCode] = [], status: Status = .active, started: PartialDate? = nil,
    stopped: PartialDate? = nil, doseText: String? = nil, indication: String? = nil, place: SourcePlace
  ) {
    self.text = text
    self.codes = codes
    self.status = status
    self.started = started
    self.stopped = stopped
    self.doseText = doseText
    self.indication = indication
    self.place = place
  }
}

/// Where an entry or remark stood in its source.
package struct SourcePlace: Hashable, Sendable {
  /// Line, from 1.
  package var line: Int
  /// A JSON pointer, an XPath-like place or a segment name, for formats in which a line says little.
  package var path: String?

  package init(line: Int, path: String? = nil) {
    self.line = line
    self.path = path
  }
}

/// A code from a public code system, as the source states it.
package struct MedicationCode: Hashable, Sendable {
  package var system: System
  package var value: String
  /// The words the source puts beside the code.
  package var display: String?

  package enum System: Hashable, Sendable {
    case rxcui, atc, unii, snomed, ndc, cvx, icd10, icd9, loinc
    /// Another system, by its URI, OID or short name.
    case other(String)
  }

  package init(system: System, value: String, display: String? = nil) {
    self.system = system
    self.value = value
    self.display = display
  }
}
