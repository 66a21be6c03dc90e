import PatientMedications

/// Where a medication resource says in what it differs from others of the same medicine: whose, when, for which order.
///
/// Nodes of one resource, or their places in all records of one form.
struct FHIRParticulars<Place> {
  var id: Place?
  /// The reference to the patient.
  var patient: Place?
  /// The first of these that is a date is when the medicine was started or stopped.
  var starts: [Place] = []
  var stops: [Place] = []
  /// References to the orders that a supply or an administration carries out.
  var orders: [Place] = []

  func map<Other>(_ transform: (Place) -> Other) -> FHIRParticulars<Other> {
    FHIRParticulars<Other>(
      id: id.map(transform), patient: patient.map(transform), starts: starts.map(transform),
      stops: stops.map(transform), orders: orders.map(transform))
  }
}

extension FHIRParticulars where Place: FHIRNode {
  init(_ resource: Place, _ kind: FHIRMedicineKind) {
    id = resource.first(.id)
    patient = resource.first(.subject)?.first(.reference) ?? resource.first(.patient)?.first(.reference)
    findDates(resource)
    guard kind.carriesOutOrder else { return }
    for name in FHIRParticularRoles.orderNames {
      resource.each(name) { order in
        if let reference = order.first(.reference) { orders.append(reference) }
      }
    }
  }

  private mutating func findDates(_ resource: Place) {
    let period = resource.first(.effectivePeriod) ?? resource.first(.effectiveTimePeriod)
    let dosage = resource.first(.dosageInstruction) ?? resource.first(.dosage)
    let rhythm = dosage?.first(.timing)?.first(.repeat)
    let bounds = rhythm?.first(.boundsPeriod) ?? rhythm?.first(.bounds)
    starts = [period?.first(.start), bounds?.first(.start)].compactMap { $0 }
    starts += FHIRParticularRoles.startNames.compactMap { resource.first($0) }
    stops = [period?.first(.end), bounds?.first(.end), resource.first(.dateEnded)].compactMap { $0 }
  }
}

/// What names are to the pattern of a medication resource in a file of lines.
enum FHIRParticularRoles {
  /// `FHIRMedicineDraft` reads what is compared; what it reads of the others (that there is a narrative, what a reason
  /// is called) is compared too. One for each `FHIRName`.
  static let all: [JSONRole] = FHIRName.allCases.map { name in
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

  static let startNames: [FHIRName] = [
    .effectiveDateTime, .authoredOn, .whenHandedOver, .effectiveTimeDateTime, .occurenceDateTime,
    .dateWritten,
    .dateAsserted,
  ]

  static let orderNames: [FHIRName] = [.authorizingPrescription, .request, .prescription, .basedOn]
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
    markOfKeys = FHIRReference.mark(ofType: "\(type.rawValue)/".utf8)
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
