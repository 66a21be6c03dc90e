import PatientMedications
import XMLEvents

/// FHIR in XML: a resource or a bundle of them, in any release.
///
///     <Bundle xmlns="http://hl7.org/fhir">
///       <entry><resource>
///         <MedicationStatement>
///           <status value="active"/>
///           <medicationCodeableConcept><text value="quinine sulfate 324 mg"/></medicationCodeableConcept>
///         </MedicationStatement>
///       </resource></entry>
///     </Bundle>
extension XMLDialect {
  static let fhir = XMLDialect(
    id: "fhir-xml", summary: "FHIR in XML", roots: [], namespace: "http://hl7.org/fhir", needsNamespace: true,
    read: { reader, root, _ throws(PatientXMLError) in
      var resources = FHIRXMLReader(reader)
      try resources.read(root)
      do throws(MedicationFileError) { return try FHIRExport(resources.collector).lists() } catch {
        throw .content(error)
      }
    })
}

private struct FHIRXMLReader {
  let reader: XMLEventReader
  var collector = FHIRCollector()

  /// Elements of one resource past this are an attack on memory.
  private static let mostElements = 500_000
  private static let fhir = XMLNamespace(0)

  init(_ reader: XMLEventReader) { self.reader = reader }

  mutating func read(_ root: XMLEvent) throws(PatientXMLError) {
    guard reader.text(of: root.name) == "Bundle" else {
      collector.take(try element(root))
      return
    }
    // Entry by entry, so that a bundle of any size takes no more memory than its largest resource.
    var frame = FHIRElement(tag: "Bundle", line: Int(root.line))
    var number = 0
    while let event = try reader.nextEvent(), event.kind != .end {
      guard event.kind == .start else { continue }
      switch reader.text(of: event.name) {
      case "entry":
        number += 1
        try readEntry("Bundle/entry[\(number)]", event)
      case "link", "total": frame.children.append(try element(event))
      default: try reader.skipElement()
      }
    }
    collector.takeBundleFrame(frame)
  }

  private mutating func readEntry(_ path: String, _ entry: XMLEvent) throws(PatientXMLError) {
    var fullURL: String?
    var isEmpty = true
    while let event = try reader.nextEvent(), event.kind != .end {
      guard event.kind == .start else { continue }
      switch reader.text(of: event.name) {
      case "fullUrl":
        fullURL = try element(event).value
      case "resource":
        while let inner = try reader.nextEvent(), inner.kind != .end {
          guard inner.kind == .start else { continue }
          isEmpty = false
          let type = reader.text(of: inner.name)
          if FHIRResources.isLookedAt(typeName: type, type: FHIRType(rawValue: type)) {
            collector.take(try element(inner), path: "\(path)/resource/\(type)", fullURL: fullURL)
          } else {
            try reader.skipElement()
          }
        }
      default: try reader.skipElement()
      }
    }
    if isEmpty { collector.takeEmptyEntry(line: Int(entry.line), path: path) }
  }

  /// The element whose start was met, with all it holds.
  private func element(_ start: XMLEvent) throws(PatientXMLError) -> FHIRElement {
    var open = [opened(start)]
    var count = 1
    while let event = try reader.nextEvent() {
      switch event.kind {
      case .start where event.namespace != Self.fhir:
        // The narrative: that it is there is all that is said of it.
        open[open.count - 1].children.append(
          FHIRElement(tag: reader.text(of: event.name), line: Int(event.line)))
        try reader.skipElement()
      case .start:
        count += 1
        guard count <= Self.mostElements else {
          throw .document(
            XMLError(
              .limit("a resource has more elements than the limit of \(Self.mostElements)"),
              line: Int(start.line)))
        }
        open.append(opened(event))
      case .text: takeText(event, &open[open.count - 1])
      case .end:
        let closed = open.removeLast()
        if open.isEmpty { return closed }
        open[open.count - 1].children.append(closed)
      }
    }
    return open[0]
  }

  private func opened(_ start: XMLEvent) -> FHIRElement {
    var element = FHIRElement(tag: reader.text(of: start.name), line: Int(start.line))
    for index in 0..<reader.attributeCount(of: start) {
      let attribute = reader.attributeName(index, of: start)
      if attribute.namespace == .none, reader.text(of: attribute.name) == "value" {
        element.rawValue = reader.attributeValue(index, of: start)
      }
    }
    return element
  }

  private func takeText(_ event: XMLEvent, _ element: inout FHIRElement) {
    guard !reader.isWhiteSpace(event), element.strayText.utf8.count < 4096 else { return }
    element.strayText += reader.text(of: event).trimmed
  }
}
