/// One medicine of a list, as written: text, codes, state, dates and where it stood.
package struct MedicationEntry: Hashable, Sendable {
  /// What the source says the medicine is. Entries of many patients may share one: a copy of an entry then costs
  /// little.
  package var stated: StatedMedicine
  package var status: Status
  /// When the medicine was begun.
  package var started: PartialDate?
  /// When it was stopped or is due to stop.
  package var stopped: PartialDate?
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
    self.init(
      StatedMedicine(text: text, codes: codes, doseText: doseText, indication: indication), status: status,
      started: started, stopped: stopped, place: place)
  }

  package init(
    _ stated: StatedMedicine, status: Status = .active, started: PartialDate? = nil,
    stopped: PartialDate? = nil, place: SourcePlace
  ) {
    self.stated = stated
    self.status = status
    self.started = started
    self.stopped = stopped
    self.place = place
  }
}

extension MedicationEntry {
  /// See `StatedMedicine`.
  package var text: String {
    get { stated.text }
    set {
      stated = StatedMedicine(
        text: newValue, codes: stated.codes, alsoCalled: stated.alsoCalled, doseText: stated.doseText,
        indication: stated.indication)
    }
  }

  /// See `StatedMedicine`.
  package var codes: [MedicationCode] {
    get { stated.codes }
    set {
      stated = StatedMedicine(
        text: stated.text, codes: newValue, alsoCalled: stated.alsoCalled, doseText: stated.doseText,
        indication: stated.indication)
    }
  }

  /// See `StatedMedicine`.
  package var alsoCalled: [String] {
    get { stated.alsoCalled }
    set {
      stated = StatedMedicine(
        text: stated.text, codes: stated.codes, alsoCalled: newValue, doseText: stated.doseText,
        indication: stated.indication)
    }
  }

  /// See `StatedMedicine`.
  package var doseText: String? {
    get { stated.doseText }
    set {
      stated = StatedMedicine(
        text: stated.text, codes: stated.codes, alsoCalled: stated.alsoCalled, doseText: newValue,
        indication: stated.indication)
    }
  }

  /// See `StatedMedicine`.
  package var indication: String? {
    get { stated.indication }
    set {
      stated = StatedMedicine(
        text: stated.text, codes: stated.codes, alsoCalled: stated.alsoCalled, doseText: stated.doseText,
        indication: newValue)
    }
  }
}

/// Where an entry or remark stood in its source.
package struct SourcePlace: Hashable, Sendable {
  /// Line, from 1.
  package var line: Int
  /// A JSON pointer, an XPath-like place or a segment name, for formats in which a line says little.
  package var path: String?
  /// Which of the files that were read together, from 0.
  package var file: Int

  package init(line: Int, path: String? = nil, file: Int = 0) {
    self.line = line
    self.path = path
    self.file = file
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
