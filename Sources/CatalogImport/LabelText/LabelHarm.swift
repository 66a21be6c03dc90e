import DrugCatalog

/// What kind of harm a label's warning is about, by its words; `other` for one about several, or about none that our
/// vocabulary has.
enum LabelHarm {
  static func kind(of text: String) -> TreatmentStatement.Harm {
    let words = LabelWords.sentences(Array(text.utf8)).joined().filter(\.isWord).map(\.text)
    var found: [TreatmentStatement.Harm] = []
    for (stem, harm) in stems
    where !found.contains(harm) && words.contains(where: { $0.hasPrefix(stem) }) {
      found.append(harm)
    }
    return found.count == 1 ? found[0] : .other
  }

  /// Beginnings of words.
  private static let stems: [(String, TreatmentStatement.Harm)] = [
    ("bleed", .bleeding), ("hemorrhag", .bleeding), ("haemorrhag", .bleeding),
    ("qt", .heartRhythm), ("torsade", .heartRhythm), ("arrhythmi", .heartRhythm),
    ("cardiac", .heart), ("cardiovascular", .heart), ("infarction", .heart), ("coronary", .heart),
    ("hypotens", .bloodPressure), ("hypertens", .bloodPressure),
    ("hemoly", .haemolysis), ("haemoly", .haemolysis),
    ("myasthenia", .nervesAndMuscle), ("myopath", .nervesAndMuscle), ("rhabdomyolysis", .nervesAndMuscle),
    ("neuropath", .nervesAndMuscle), ("tendon", .nervesAndMuscle),
    ("optic", .eyesAndEars), ("glaucoma", .eyesAndEars), ("ototox", .eyesAndEars), ("hearing", .eyesAndEars),
    ("hypersensitiv", .allergy), ("allerg", .allergy), ("anaphyl", .allergy),
    ("hepat", .liver), ("liver", .liver),
    ("renal", .kidney), ("nephr", .kidney), ("kidney", .kidney),
    ("hypoglyc", .glucose), ("hyperglyc", .glucose),
    ("sedati", .sedation), ("respiratory", .sedation), ("drows", .sedation),
    ("anticholinergic", .anticholinergic),
    ("pregnan", .pregnancy), ("fetal", .pregnancy), ("embryo", .pregnancy), ("teratogen", .pregnancy),
    ("elderly", .olderPeople), ("geriatric", .olderPeople),
    ("overdos", .overdose),
    ("gastrointestinal", .gut), ("ulcer", .gut), ("bowel", .gut),
    ("mortality", .mortality), ("death", .mortality), ("fatal", .mortality), ("suicid", .mortality),
  ]
}
