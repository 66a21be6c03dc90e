package import DrugCatalog

/// One place of a label that speaks of a cramp or a spasm, and how it is to be read.
package struct CrampMention: Hashable, Sendable {
  /// What the label may mean by it.
  package enum Reading: Hashable, Sendable {
    /// An unwanted effect of the drug.
    case reaction
    /// Said not to occur, or not to occur more often than with the comparator.
    case negated
    /// What the drug is for, or what a patient has before taking it.
    case condition
    /// A sign of stopping the drug.
    case withdrawal
    /// A sign of a low salt in the blood (potassium, sodium, calcium, magnesium), not an effect of its own.
    case electrolyteSign
    /// A cramp of another part of the body: gut, womb, bladder, airways, face and neck.
    case elsewhere
    /// A cramp of which the label does not say where.
    case unspecified
  }

  package var reading: Reading
  /// Of a reaction or anything else in legs or muscles; `abdominalDoubt` for the last two readings.
  package var symptom: CrampAssociation.Symptom
  /// The term itself, as the label words it.
  package var term: String
  /// The sentence or table row it stands in, shortened.
  package var words: String
  package var figure: CrampAssociation.Figure
  package var direction: CrampAssociation.Direction

  package init(
    reading: Reading, symptom: CrampAssociation.Symptom, term: String, words: String,
    figure: CrampAssociation.Figure = CrampAssociation.Figure(),
    direction: CrampAssociation.Direction = .notCompared
  ) {
    self.reading = reading
    self.symptom = symptom
    self.term = term
    self.words = words
    self.figure = figure
    self.direction = direction
  }

  /// Whether it makes the drug a cramp cause: a reaction in legs or muscles that is not below its comparator.
  package var flags: Bool { reading == .reaction && direction != .noExcess }
}

/// What kind of cramp a term names.
struct CrampTerm: Hashable {
  enum Head: Hashable {
    case cramp, spasm
  }

  enum Site: Hashable {
    case leg, muscle
    /// Gut, womb, bladder, airways, face, neck, back.
    case elsewhere
    case unsaid
  }

  var head: Head
  var site: Site
  /// The words of the sentence that make up the term.
  var words: Range<Int>

  /// Leg cramps, muscle cramps and muscle spasms stay apart, as labels count them apart.
  var symptom: CrampAssociation.Symptom {
    switch (head, site) {
    case (.cramp, .leg): .legCramps
    case (.cramp, .muscle): .muscleCramps
    case (.spasm, .leg), (.spasm, .muscle): .muscleSpasms
    case (_, .elsewhere), (_, .unsaid): .abdominalDoubt
    }
  }
}
