#!/usr/bin/env python3
"""Writes a drug list of our own format of any size, to measure imports with.

    generate_native_list.py --megabytes 500 [--seed 1] > big.xml

Every name, code and sentence is invented. The same size and seed give the same bytes. The mix is that of the largest
public drug vocabularies: names and codes are a small part, the rest are interactions, each with a few sentences that
name their drugs and so hardly ever repeat. 500 MB hold about 25,000 drugs with 160,000 names and 600,000 interactions.
"""

import argparse
import random
import sys

SYLLABLES = [
    c + v + e
    for c in ["b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "x", "z", "tr", "pr", "fl"]
    for v in ["a", "e", "i", "o", "u"]
    for e in ["", "l", "n", "r", "x"]
]
ENDINGS = ["olol", "pril", "statin", "azole", "mab", "idine", "amide", "oxacin", "azepam", "sartan"]
EFFECTS = [
    "The concentration of {a} in serum may rise when it is taken together with {b}, and with it the risk of harm.",
    "{b} may weaken the effect of {a} by speeding up its breakdown; the loss builds up over one to two weeks.",
    "Bleeding is more likely, and harder to stop, when {a} and {b} are taken together, in older people above all.",
    "The QT interval may lengthen further when {b} is added to {a}; torsades de pointes has been described.",
    "{a} together with {b} may lower blood pressure more than either alone; falls have followed in older people.",
    "Drowsiness may be worse when {a} is taken with {b}; driving and machines are best left alone at first.",
]
MECHANISMS = [
    "{b} inhibits the enzyme that breaks {a} down. In volunteers the exposure to {a} rose to about {n} per cent of that"
    " without {b}, and it took {d} days after the last dose until it was back where it had been.",
    "{b} induces the enzyme that breaks {a} down and the transporter that carries it out of the gut. Exposure to {a} fell"
    " to about {d} per cent; the effect lasted for weeks after {b} was stopped.",
    "Both lengthen repolarisation of the ventricle, {a} by {d} milliseconds and {b} by {n} in the studies at hand. Low"
    " potassium or magnesium, a slow pulse and female sex add to it.",
    "{a} competes with {b} for secretion in the renal tubule, so that both stay in the body longer; people whose renal"
    " clearance is below {n} ml a minute are concerned most.",
]
ACTIONS = [
    "Avoid the pair where another choice will do; where it will not, halve the dose of {a} and see the patient in {d} days.",
    "Check potassium, creatinine and an electrocardiogram before {b} is begun, after {d} days and at every change of dose.",
    "Take {a} at least {d} hours before {b}, and at the same time each day; tell the patient what to look out for.",
]
EVIDENCE = [
    "a crossover study of {a} in {n} volunteers", "{d} case reports on {b}", "the label of {a}", "a cohort of {n}00 users of {b}",
]
SEVERITIES = ["minor", "moderate", "moderate", "major", "contraindicated"]
SALTS = ["hydrochloride", "sodium", "maleate", "sulfate", "mesylate"]
COUNTRIES = ["US", "UK", "DE", "FR", "JP", "US UK"]


def name_of(number):
    """A pronounceable name for a number, never the same for two numbers."""
    ending = ENDINGS[number % len(ENDINGS)]
    number //= len(ENDINGS)
    word = ""
    while True:
        word += SYLLABLES[number % len(SYLLABLES)]
        number //= len(SYLLABLES)
        if number == 0:
            return word + ending


def unique_names():
    """Names in order; syllables may run together to one spelling, so what was given before is passed over."""
    seen = set()
    number = 0
    while True:
        name = name_of(number)
        number += 1
        if name not in seen:
            seen.add(name)
            yield name


def drug(out, number, names, rng):
    generic = next(names)
    source = f"source{rng.randrange(200)}"
    out.append(f'  <drug id="d{number}" source="{source}">\n    <name kind="generic">{generic}</name>\n')
    salt = rng.choice(SALTS)
    out.append(f'    <name kind="salt" verification="one-source">{generic} {salt}</name>\n')
    for _ in range(rng.randrange(1, 7)):
        brand = next(names).capitalize()
        out.append(f'    <name kind="brand" country="{rng.choice(COUNTRIES)}">{brand}</name>\n')
    out.append(f'    <code system="rxcui">{1000000 + number}</code>\n')
    letters = "ABCDGHJLMNPRSV"
    atc = f"{letters[number % 14]}{number // 14 % 90 + 10}{letters[number // 7 % 14]}{letters[number % 13]}{number % 90 + 10}"
    out.append(f'    <code system="atc">{atc}</code>\n    <code system="unii">{number:010d}</code>\n')
    for _ in range(rng.randrange(3)):
        out.append(f'    <code system="ndc">{rng.randrange(10**10):011d}</code>\n')
    out.append(f"    <about>an invented {rng.choice(ENDINGS)}, number {number}</about>\n  </drug>\n")
    return generic


def combination(out, number, drugs, names, rng):
    a, b = rng.sample(range(len(drugs)), 2)
    out.append(
        f'  <combination id="c{number}" kind="brand" country="US" source="source1">'
        f"<name>{next(names).capitalize()}</name>"
        f'<ingredient drug="d{a}"/><ingredient drug="d{b}"/></combination>\n'
    )


def drug_class(out, number, drugs, rng):
    out.append(f'  <class id="k{number}" name="Invented class {number}" source="source2">\n')
    for member in sorted(rng.sample(range(len(drugs)), min(len(drugs), 30))):
        out.append(f'    <member drug="d{member}"/>\n')
    out.append("  </class>\n")


def association(out, number, drugs, rng):
    subject = rng.randrange(len(drugs))
    rate = rng.randrange(1, 90) / 10
    out.append(
        f'  <cramp-association id="a{number}" drug="d{subject}" flags="yes" symptom="muscle-cramps"'
        f' direction="not-compared" grade="C" source="source{rng.randrange(200)}">\n'
        f"    <reported>muscle cramps</reported>\n    <evidence>label incidence</evidence>\n"
        f'    <figure measure="percent" value="{rate}">{rate} % in trials of {drugs[subject]}</figure>\n'
        f"    <action>tell the prescriber</action>\n  </cramp-association>\n"
    )


def interaction(out, number, drugs, classes, rng):
    a, b = rng.sample(range(len(drugs)), 2)
    side = f'<class ref="k{rng.randrange(1, classes + 1)}"/>' if rng.random() < 0.02 else f'<drug ref="d{b}"/>'
    words = {"a": drugs[a], "b": drugs[b], "n": rng.randrange(110, 900), "d": rng.randrange(2, 90)}
    out.append(
        f'  <interaction id="i{number}" severity="{rng.choice(SEVERITIES)}"'
        f' source="source{rng.randrange(200)}" verification="secondary">\n'
        f'    <drug ref="d{a}"/>\n    {side}\n    <effect>{rng.choice(EFFECTS).format(**words)}</effect>\n'
        f"    <mechanism>{rng.choice(MECHANISMS).format(**words)}</mechanism>\n"
        f"    <action>{rng.choice(ACTIONS).format(**words)}</action>\n"
        f"    <evidence>{rng.choice(EVIDENCE).format(**words)}</evidence>\n  </interaction>\n"
    )


def block(out, drugs, names, rng, counts):
    """About 200 kB: ten drugs, what is said of them, and 240 interactions among all drugs so far."""
    for _ in range(10):
        drugs.append(drug(out, len(drugs), names, rng))
    for _ in range(2):
        counts["combination"] += 1
        combination(out, counts["combination"], drugs, names, rng)
    if counts["combination"] % 10 == 2:
        counts["class"] += 1
        drug_class(out, counts["class"], drugs, rng)
    for _ in range(2):
        counts["association"] += 1
        association(out, counts["association"], drugs, rng)
    for _ in range(240):
        counts["interaction"] += 1
        interaction(out, counts["interaction"], drugs, counts["class"], rng)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--megabytes", type=float, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    write = sys.stdout.buffer.write
    wanted = int(options.megabytes * 1_000_000)
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<drug-list xmlns="urn:crampcheck:drug-list:1" id="generated"'
        ' title="A generated list" version="1" date="2026-11-24" licence="CC0-1.0">\n'
    )
    for number in range(200):
        head += f'  <source id="source{number}"><title>Invented source {number}</title><publisher>nobody</publisher></source>\n'
    written = write(head.encode())
    drugs, names = [], unique_names()
    counts = dict.fromkeys(["combination", "class", "association", "interaction"], 0)
    while written < wanted:
        out = []
        block(out, drugs, names, rng, counts)
        written += write("".join(out).encode())
    write(b"</drug-list>\n")


if __name__ == "__main__":
    main()
