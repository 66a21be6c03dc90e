#!/usr/bin/env python3
"""Writes a list in the form of DrugBank's full database, to measure imports with.

    generate_drugbank_list.py --megabytes 1500 --drugs 15000 --interactions 2700000 [--seed 1] > big.xml

Every name, code and sentence is invented; only the elements are DrugBank's. The same arguments give the same bytes. Each pair
stands in both directions, and its text follows one of 300 patterns. What interactions leave of the size goes into
the parts that an import passes over: references, targets, properties.
"""

import argparse
import random
import sys

from generate_native_list import name_of

NAMESPACE = "http://www.drugbank.ca"
MEASURES = ["serum concentration", "bioavailability", "metabolism", "excretion", "absorption", "half-life of decay"]
ACTIVITIES = [f"{a}{b} activities" for a in ("vaso", "neuro", "cardio", "myo", "hepato", "nephro") for b in ("tonic", "toxic", "lytic")]
RISKS = ["bleeding", "falls", "cramps of the calves", "slow pulse", "low pressure", "drowsiness", "rash", "high potassium"]


def patterns():
    """300 patterns of text; {a} and {b} are the two drugs."""
    made = []
    for measure in MEASURES:
        for change in ("increased", "decreased"):
            made.append(f"The {measure} of {{a}} can be {change} when it is combined with {{b}}.")
            made.append(f"The {measure} of {{b}} can be {change} when combined with {{a}}.")
    for activity in ACTIVITIES:
        for change in ("increase", "decrease"):
            made.append(f"{{a}} may {change} the {activity} of {{b}}.")
    for risk in RISKS:
        for degree in ("", "slightly ", "markedly ", "over weeks "):
            made.append(f"The risk or severity of {risk} can be {degree}increased when {{a}} is combined with {{b}}.")
    number = 0
    while len(made) < 300:
        number += 1
        made.append(f"{{a}} may raise effect number {number} of {{b}} when both are taken on one day.")
    return made


def sentence(rng, words, count):
    return " ".join(rng.choice(words) for _ in range(count)).capitalize() + "."


def filler_blocks(rng):
    """Parts that no import reads, in the shapes of references, targets and properties."""
    words = [name_of(n).lower() for n in range(40_000, 40_600)]
    blocks = []
    for _ in range(200):
        articles = "".join(
            f"\n      <article>\n        <pubmed-id>{rng.randrange(10**7)}</pubmed-id>\n"
            f"        <citation>{sentence(rng, words, 28)}</citation>\n      </article>" for _ in range(6))
        properties = "".join(
            f"\n      <property>\n        <kind>{rng.choice(words)}</kind>\n        <value>{rng.random():.4f}</value>\n"
            f"        <source/>\n      </property>" for _ in range(8))
        blocks.append(
            f"    <targets>\n     <target>\n      <id>BE{rng.randrange(10**7):07}</id>\n"
            f"      <name>{sentence(rng, words, 3)}</name>\n      <references>\n      <articles>{articles}\n      </articles>\n"
            f"      </references>\n      <polypeptide><name>{sentence(rng, words, 4)}</name>"
            f"<amino-acid-sequence>{''.join(rng.choice('ACDEFGHIKLMNPQRSTVWY') for _ in range(900))}</amino-acid-sequence>"
            f"</polypeptide>\n      <calculated-properties>{properties}\n      </calculated-properties>\n"
            f"     </target>\n    </targets>\n")
    return blocks


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--megabytes", type=int, default=1500)
    parser.add_argument("--drugs", type=int, default=15000)
    parser.add_argument("--interactions", type=int, default=2_700_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    out = sys.stdout.buffer
    names = [name_of(n).capitalize() for n in range(options.drugs)]
    partners = [[] for _ in names]
    made = patterns()
    seen = set()
    while len(seen) * 2 < options.interactions:
        a, b = rng.randrange(options.drugs), rng.randrange(options.drugs)
        pair = (min(a, b), max(a, b))
        if a == b or pair in seen:
            continue
        seen.add(pair)
        text = rng.randrange(len(made))
        partners[a].append((b, text, True))
        partners[b].append((a, text, False))
    seen = None
    blocks = [block.encode() for block in filler_blocks(rng)]
    per_drug = options.megabytes * 1_000_000 // options.drugs
    out.write(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<drugbank xmlns="{NAMESPACE}" version="5.1" exported-on="2026-01-02">\n'.encode())
    for number, name in enumerate(names):
        lines = [
            f'  <drug type="small molecule" created="2005-06-13" updated="2026-01-02">\n'
            f'    <drugbank-id primary="true">DB{number:05}</drugbank-id>\n    <drugbank-id>APRD{number:05}</drugbank-id>\n'
            f"    <name>{name}</name>\n    <description>{name} is invented.</description>\n"
            f"    <unii>{number:010}</unii>\n    <groups>\n      <group>approved</group>\n    </groups>\n"
            f"    <salts>\n      <salt>\n        <drugbank-id>DBSALT{number:06}</drugbank-id>\n"
            f"        <name>{name} sodium</name>\n        <unii>S{number:09}</unii>\n      </salt>\n    </salts>\n"
            f'    <synonyms>\n      <synonym language="latin" coder="inn">{name}um</synonym>\n    </synonyms>\n    <products>\n']
        for brand in range(6):
            lines.append(
                f"      <product>\n        <name>{name_of(100_000 + number * 3 + brand // 2).capitalize()}</name>\n"
                f"        <labeller>Nobody {brand}</labeller>\n        <ndc-id/>\n        <generic>false</generic>\n"
                f"        <country>{'US' if brand % 2 else 'Canada'}</country>\n      </product>\n")
        lines.append(
            f"    </products>\n    <atc-codes>\n      <atc-code code=\"{'ABCDGHJLMNPRSV'[number % 14]}{number % 16 + 1:02}A"
            f"{chr(65 + number % 20)}{number % 90 + 1:02}\"/>\n    </atc-codes>\n    <drug-interactions>\n")
        for partner, text, is_first in partners[number]:
            a, b = (name, names[partner]) if is_first else (names[partner], name)
            lines.append(
                f"      <drug-interaction>\n        <drugbank-id>DB{partner:05}</drugbank-id>\n"
                f"        <name>{names[partner]}</name>\n        <description>{made[text].format(a=a, b=b)}</description>\n"
                f"      </drug-interaction>\n")
        lines.append("    </drug-interactions>\n")
        record = "".join(lines).encode()
        out.write(record)
        size = len(record)
        while size < per_drug - 3_000:
            block = rng.choice(blocks)
            out.write(block)
            size += len(block)
        out.write(b"  </drug>\n")
    out.write(b"</drugbank>\n")


if __name__ == "__main__":
    main()
