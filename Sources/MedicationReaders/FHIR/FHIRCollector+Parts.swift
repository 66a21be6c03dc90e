/// What a part of an export has to know of what stands in other parts.
extension FHIRCollector {
  /// Keys of the Medication resources that medicines and lists refer to.
  var medicationsAskedFor: Set<String> {
    var keys = Set(drafts.compactMap { $0.medication.map(FHIRReference.key) })
    for list in enumerations { keys.formUnion(list.keys) }
    return keys
  }

  /// Marks of the orders that are asked for: whether they are there decides what supplies and lists stand for.
  var ordersAskedFor: Set<UInt64> {
    var marks: Set<UInt64> = []
    for supply in supplies { marks.formUnion(supply.orders) }
    for list in enumerations { marks.formUnion(list.keys.map { FHIRReference.mark($0) }) }
    return marks
  }
}
