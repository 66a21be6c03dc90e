/// The words of label English by which `CrampSites` tells cramps apart. Grammar, not facts on drugs: nothing here names
/// a medicine.
extension CrampSites {
  static let heads: [String: CrampTerm.Head] = [
    "cramp": .cramp, "cramps": .cramp, "cramping": .cramp, "crampings": .cramp,
    "spasm": .spasm, "spasms": .spasm, "spasming": .spasm,
  ]

  static let sites: [String: CrampTerm.Site] = {
    var sites: [String: CrampTerm.Site] = [:]
    for word in legs { sites[word] = .leg }
    for word in muscles { sites[word] = .muscle }
    for word in otherParts { sites[word] = .elsewhere }
    return sites
  }()

  private static let legs = [
    "leg", "legs", "calf", "calves", "foot", "feet", "toe", "toes", "thigh", "thighs", "hamstring",
    "hamstrings",
    "nocturnal", "night", "nighttime",
  ]

  /// Limbs without the legs count as muscles: a hand's cramp is of the same kind.
  private static let muscles = [
    "muscle", "muscles", "muscular", "musculoskeletal", "arm", "arms", "hand", "hands", "finger", "fingers",
    "limb",
    "limbs", "extremity", "extremities",
  ]

  private static let otherParts = [
    "abdominal", "abdomen", "stomach", "gastric", "gastrointestinal", "gi", "intestinal", "intestine",
    "intestines",
    "bowel", "bowels", "belly", "tummy", "gut", "colon", "colonic", "rectal", "anal", "biliary",
    "gallbladder",
    "menstrual", "menses", "period", "uterine", "uterus", "womb", "pelvic", "pelvis", "vaginal", "bladder",
    "urinary", "ureteral", "ureter", "renal", "esophageal", "oesophageal", "esophagus", "pyloric",
    "sphincter",
    "bronchial", "airway", "laryngeal", "larynx", "throat", "chest", "coronary", "artery", "arteries",
    "arterial",
    "vascular", "cerebral", "vessel", "vessels", "vessel's", "smooth", "cardiac", "heart",
    "writer's", "writers", "occupational", "musician's", "accommodation", "accommodative", "ciliary", "eye",
    "eyes",
    "eyelid", "eyelids", "infantile", "epileptic", "salaam", "hemifacial", "facial", "face", "jaw", "tongue",
    "neck",
    "back", "spinal", "nodding", "habit", "carpal", "lumbar", "diaphragm", "masticatory", "carpopedal",
  ]

  /// Sites that lists put behind the head.
  static let inverted: Set<String> = [
    "leg", "legs", "calf", "muscle", "muscular", "nocturnal", "abdominal", "stomach", "intestinal", "gastric",
    "menstrual", "uterine", "bladder", "biliary", "foot",
  ]

  /// Words between a site and its head that change nothing.
  static let qualities: Set<String> = [
    "severe", "mild", "moderate", "painful", "involuntary", "occasional", "transient", "increased",
    "recurrent",
    "acute", "frequent", "sudden", "intense", "lower", "upper", "skeletal", "new", "unexplained",
    "persistent",
    "localized", "generalized", "tonic", "clonic", "cramp", "cramps", "cramping", "spasm", "spasms", "type",
    "like",
    "body", "voluntary", "striated",
  ]

  /// Complaints that share a qualifier with the head: "muscle pain, weakness or cramps".
  static let complaints: Set<String> = [
    "pain", "pains", "ache", "aches", "aching", "weakness", "tenderness", "stiffness", "twitching",
    "twitches",
    "tightness", "fatigue", "soreness", "discomfort", "upset", "distress", "rigidity", "tremor", "tremors",
    "heaviness", "contractions", "swelling", "injury",
  ]

  static let determiners: Set<String> = [
    "the", "your", "their", "his", "her", "a", "both", "of", "in", "one", "certain", "any",
  ]

  static let gutComplaints: Set<String> = [
    "nausea", "vomiting", "diarrhea", "diarrhoea", "bloating", "flatulence", "gas", "constipation",
    "indigestion",
    "heartburn", "dyspepsia", "stool", "stools", "belching", "defecation", "bleeding", "spotting",
    "menstruation",
    "anorexia", "colitis",
  ]

  static let gutSystems: Set<String> = [
    "gastrointestinal", "digestive", "gi", "abdominal", "stomach", "bowel", "intestinal", "urogenital",
    "menstrual",
  ]

  static let muscleSystems: Set<String> = [
    "musculoskeletal", "muscle", "muscles", "muscular", "myalgia", "arthralgia", "myopathy", "leg", "legs",
    "rhabdomyolysis",
  ]
}
