#!/usr/bin/env python3
"""Writes a drug list of our own format of any size, to measure imports with.

    generate_native_list.py --megabytes 500 [--seed 1] > big.xml

Every name, code and sentence is invented. The same size and seed give the same bytes. The mix is that of large
vocabularies: a few per cent of sources and classes, about a third names and codes, the rest interactions, whose
sentences name their drugs and so hardly ever repeat.
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
    "The concentration of {a} in serum may rise when it is taken together with {b}.",
    "{b} may weaken the effect of {a} by speeding up its breakdown.",
    "Bleeding is more likely when {a} and {b} are taken together.",
    "The QT interval may lengthen further when {b} is added to {a}.",
    "{a} together with {b} may lower blood pressure more than either alone.",
    "Drowsiness may be worse when {a} is taken with {b}.",
]
MECHANISMS = [
    "inhibits the enzyme that breaks it down", "induces the enzyme that breaks it down",
    "additive effect on repolarisation", "additive effect on platelets", "competes for renal secretion",
    "lowers gastric acidity", "displaces it from plasma protein", "additive sedation",
]
ACTIONS = ["avoid", "monitor the effect", "check potassium after a week", "halve the dose", "separate by two hours"]
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


def block(out, drugs, names, rng, counts):
    """About 200 kB: a hundred drugs and what is said of them."""
    first = len(drugs)
    for _ in range(100):
        drugs.append(drug(out, len(drugs), names, rng))
    for _ in range(10):
        counts["combination"] += 1
        a, b = rng.sample(range(len(drugs)), 2)
        out.append(
            f'  <combination id="c{counts["combination"]}" kind="brand" country="US" source="source1">'
            f"<name>{next(names).capitalize()}</name>"
            f'<ingredient drug="d{a}"/><ingredient drug="d{b}"/></combination>\n'
        )
    for _ in range(2):
        counts["class"] += 1
        number = counts["class"]
        out.append(f'  <class id="k{number}" name="Invented class {number}" source="source2">\n')
        for member in sorted(rng.sample(range(len(drugs)), min(len(drugs), 30))):
            out.append(f'    <member drug="d{member}"/>\n')
        out.append("  </class>\n")
    for _ in range(20):
        counts["association"] += 1
        subject = rng.randrange(first, len(drugs))
        rate = rng.randrange(1, 90) / 10
        out.append(
            f'  <cramp-association id="a{counts["association"]}" drug="d{subject}" flags="yes" symptom="muscle-cramps"'
            f' direction="not-compared" grade="C" source="source{rng.randrange(200)}">\n'
            f"    <reported>muscle cramps</reported>\n    <evidence>label incidence</evidence>\n"
            f'    <figure measure="percent" value="{rate}">{rate} % in trials of {drugs[subject]}</figure>\n'
            f"    <action>{rng.choice(ACTIONS)}</action>\n  </cramp-association>\n"
        )
    for _ in range(250):
        counts["interaction"] += 1
        a, b = rng.sample(range(len(drugs)), 2)
        side = f'<class ref="k{rng.randrange(1, counts["class"] + 1)}"/>' if rng.random() < 0.1 else f'<drug ref="d{b}"/>'
        effect = rng.choice(EFFECTS).format(a=drugs[a], b=drugs[b])
        out.append(
            f'  <interaction id="i{counts["interaction"]}" severity="{rng.choice(SEVERITIES)}"'
            f' source="source{rng.randrange(200)}" verification="secondary">\n'
            f'    <drug ref="d{a}"/>\n    {side}\n    <effect>{effect}</effect>\n'
            f"    <mechanism>{rng.choice(MECHANISMS)}</mechanism>\n    <action>{rng.choice(ACTIONS)}</action>\n"
            f"    <evidence>invented for {drugs[a]}</evidence>\n  </interaction>\n"
        )


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
