import PatientMedications

/// In what one medication resource differs from another of the same medicine: whose, when, for which order.
struct FHIRParticulars {
  /// Marks of the orders that a supply or an administration carries out.
  private(set) var orders: [UInt64] = []
  private(set) var started: PartialDate?
  private(set) var stopped: PartialDate?

  init(_ resource: some FHIRNode, _ kind: FHIRMedicineKind) {
    readDates(resource)
    if kind.carriesOutOrder { readOrders(resource) }
  }

  /// The reference to the patient.
  static func patient<Node: FHIRNode>(of resource: Node) -> Node? {
    resource.first(.subject)?.first(.reference) ?? resource.first(.patient)?.first(.reference)
  }

  /// What the names are to the pattern of a medication resource in a file of lines. `FHIRMedicineDraft` reads what
  /// is compared; what it reads of the others (that there is a narrative, what a reason is called) is compared too.
  static let roles: [JSONRole] = FHIRName.allCases.map { name in
    switch name {
    case .id, .subject, .patient, .effectivePeriod, .effectiveTimePeriod, .dateEnded: .particular
    case _ where startNames.contains(name) || orderNames.contains(name): .particular
    case .bounds, .boundsPeriod: .innerParticular
    case .reasonReference, .reasonForUseReference, .reason: .linking
    case .identifier, .date, .issued: .leftOut
    case .div: .mentioned
    default: .compared
    }
  }

  // MARK: Dates

  private mutating func readDates(_ resource: some FHIRNode) {
    let period = resource.first(.effectivePeriod) ?? resource.first(.effectiveTimePeriod)
    let dosage = resource.first(.dosageInstruction) ?? resource.first(.dosage)
    let rhythm = dosage?.first(.timing)?.first(.repeat)
    let bounds = rhythm?.first(.boundsPeriod) ?? rhythm?.first(.bounds)
    started = period?.first(.start)?.date ?? bounds?.first(.start)?.date
    if started == nil { started = Self.firstDate(of: resource) }
    stopped = period?.first(.end)?.date ?? bounds?.first(.end)?.date ?? resource.first(.dateEnded)?.date
  }

  private static func firstDate(of resource: some FHIRNode) -> PartialDate? {
    for name in startNames {
      if let date = resource.first(name)?.date { return date }
    }
    return nil
  }

  private static let startNames: [FHIRName] = [
    .effectiveDateTime, .authoredOn, .whenHandedOver, .effectiveTimeDateTime, .occurenceDateTime,
    .dateWritten,
    .dateAsserted,
  ]

  // MARK: Orders

  private mutating func readOrders(_ resource: some FHIRNode) {
    for name in Self.orderNames {
      resource.each(name) { order in
        if let reference = order.value(.reference) {
          orders.append(FHIRReference.mark(FHIRReference.key(reference).utf8))
        }
      }
    }
  }

  private static let orderNames: [FHIRName] = [.authorizingPrescription, .request, .prescription, .basedOn]
}

/// What a type of medication resource means for its records.
struct FHIRMedicineKind {
  let type: FHIRType
  /// What was handed out or given, which a prescription in the same file already says.
  let carriesOutOrder: Bool
  /// `FHIRReference.mark` of what the keys of such resources have in common.
  let markOfKeys: UInt64

  init(_ type: FHIRType) {
    self.type = type
    carriesOutOrder = type.carriesOutOrder
    markOfKeys = FHIRReference.mark("\(type.rawValue)/".utf8)
  }
}

/// A medicine of a patient: which draft says what it is, and its particulars.
struct FHIRMedicineRecord {
  /// Numbers of the collector.
  var draft: Int32
  var patient: Int32
  /// Where it stood.
  var file: Int32
  var line: Int32
  var started: PartialDate?
  var stopped: PartialDate?
}
