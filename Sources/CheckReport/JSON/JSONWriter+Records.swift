import DrugCatalog
import MedicationCheck

/// Records of a catalog as members of an open object.
extension JSONWriter {
  /// The members that every drug has.
  func drug(_ drug: DrugRow, in catalog: Catalog) {
    member("id", catalog.drugID(drug).rawValue)
    member("name", catalog.drugName(drug))
  }

  /// A drug, a combination or another meaning that an entry may stand for, as an object.
  func candidate(_ candidate: Resolution.Candidate, in catalog: Catalog) {
    object {
      member("id", candidate.drugs.map { catalog.drugID($0).rawValue }.joined(separator: "+"))
      member("name", candidate.name)
      if !candidate.countries.isEmpty { member("countries", candidate.countries, string) }
    }
  }

  func source(_ source: Source) {
    member("title", source.title)
    if source.year > 0 { member("year", source.year) }
    memberIfAny("publisher", source.publisher)
    memberIfAny("doi", source.doi)
    memberIfAny("pmid", source.pmid)
    memberIfAny("url", source.url)
  }
}
