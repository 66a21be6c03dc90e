#!/usr/bin/env python3
"""Writes an invented FHIR Bulk Data file: MedicationRequest resources, one a line, of about 1 kB.

    generate_bulk.py LINES OUT.ndjson [--patients N] [--scattered] [--seed 1]

The medicines, doses and shares of stopped orders follow no real population; they are spread like real ones (few
medicines make most orders). With --scattered the lines of a patient stand anywhere in the file. Standard library only.
"""

import argparse
import json
import random

MEDICINES = [
    ("314076", "lisinopril 10 MG Oral Tablet", 90), ("310798", "hydrochlorothiazide 25 MG Oral Tablet", 80),
    ("314231", "simvastatin 10 MG Oral Tablet", 75), ("860975", "24 HR metformin hydrochloride 500 MG Extended Release Oral Tablet", 70),
    ("308136", "amlodipine 2.5 MG Oral Tablet", 60), ("866412", "metoprolol succinate 100 MG Extended Release Oral Tablet", 50),
    ("243670", "aspirin 81 MG Oral Tablet", 50), ("313782", "acetaminophen 325 MG Oral Tablet", 45),
    ("310965", "ibuprofen 200 MG Oral Tablet", 40), ("198405", "ibuprofen 100 MG Oral Tablet", 10),
    ("849574", "naproxen sodium 220 MG Oral Tablet", 30), ("617310", "atorvastatin 20 MG Oral Tablet", 45),
    ("855332", "warfarin sodium 5 MG Oral Tablet", 20), ("197604", "digoxin 0.125 MG Oral Tablet", 12),
    ("313988", "furosemide 40 MG Oral Tablet", 35), ("312961", "simvastatin 20 MG Oral Tablet", 30),
    ("745679", "albuterol 0.09 MG/ACTUAT Metered Dose Inhaler", 25), ("896209", "fluticasone propionate 0.25 MG/ACTUAT / salmeterol 0.05 MG/ACTUAT Dry Powder Inhaler", 12),
    ("312938", "sertraline 100 MG Oral Tablet", 25), ("997223", "donepezil hydrochloride 10 MG Oral Tablet", 8),
    ("198211", "clopidogrel 75 MG Oral Tablet", 15), ("833036", "verapamil hydrochloride 40 MG Oral Tablet", 6),
    ("834061", "penicillin V potassium 250 MG Oral Tablet", 10), ("308182", "amoxicillin 250 MG Oral Capsule", 12),
    ("1049221", "acetaminophen 325 MG / oxycodone hydrochloride 5 MG Oral Tablet", 8), ("856987", "acetaminophen 300 MG / hydrocodone bitartrate 5 MG Oral Tablet", 8),
    ("259255", "atorvastatin 80 MG Oral Tablet", 12), ("751905", "losartan potassium 50 MG Oral Tablet", 30),
    ("197591", "diazepam 5 MG Oral Tablet", 5), ("1000126", "medroxyprogesterone acetate 150 MG/ML Injectable Suspension", 4),
    ("749762", "ethinyl estradiol / norgestimate 21 Day Pack", 10), ("261266", "insulin glargine 100 UNT/ML Injectable Solution", 12),
    ("106892", "insulin isophane, human 70 UNT/ML / insulin, regular, human 30 UNT/ML Injectable Suspension", 8),
    ("", "quinine sulfate 324 mg oral capsule", 4), ("", "vitamin D3 1000 IU", 20), ("", "magnesium 400 mg tablet", 8),
]
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"


def uuid(generator):
    digits = f"{generator.getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def request(generator, patient, code, name):
    concept = {"text": name}
    if code:
        concept = {"coding": [{"system": RXNORM, "code": code, "display": name}], "text": name}
    year, month, day = generator.randint(2008, 2026), generator.randint(1, 12), generator.randint(1, 28)
    frequency = generator.choice((1, 1, 1, 2, 3))
    return {
        "resourceType": "MedicationRequest", "id": uuid(generator),
        "meta": {"profile": ["http://hl7.org/fhir/us/core/StructureDefinition/us-core-medicationrequest"]},
        "status": generator.choices(("active", "stopped", "completed"), (55, 35, 10))[0], "intent": "order",
        "medicationCodeableConcept": concept, "subject": {"reference": f"Patient/{patient}"},
        "encounter": {"reference": f"Encounter/{uuid(generator)}"},
        "authoredOn": f"{year}-{month:02}-{day:02}T08:{generator.randint(0, 59):02}:24+00:00",
        "requester": {
            "reference": f"Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|{generator.randint(10**9, 10**10)}",
            "display": "Dr. Example"},
        "reasonReference": [{"reference": f"Condition/{uuid(generator)}"}],
        "dosageInstruction": [{
            "sequence": 1, "text": f"Take {frequency} a day", "timing": {"repeat": {"frequency": frequency, "period": 1.0, "periodUnit": "d"}},
            "asNeededBoolean": False,
            "doseAndRate": [{
                "type": {"coding": [{
                    "system": "http://terminology.hl7.org/CodeSystem/dose-rate-type", "code": "ordered",
                    "display": "Ordered"}]},
                "doseQuantity": {"value": 1.0}}]}],
    }


def lines(count, patients, scattered, seed):
    generator = random.Random(seed)
    ids = [uuid(generator) for _ in range(patients)]
    owners = [ids[number * patients // count] for number in range(count)]
    if scattered:
        generator.shuffle(owners)
    weights = [weight for _, _, weight in MEDICINES]
    chosen = generator.choices(MEDICINES, weights, k=count)
    for owner, (code, name, _) in zip(owners, chosen):
        yield json.dumps(request(generator, owner, code, name), separators=(",", ":")) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lines", type=int)
    parser.add_argument("out")
    parser.add_argument("--patients", type=int)
    parser.add_argument("--scattered", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    patients = options.patients or max(1, options.lines * 12 // 100)
    with open(options.out, "w", encoding="utf-8") as out:
        out.writelines(lines(options.lines, patients, options.scattered, options.seed))


if __name__ == "__main__":
    main()
