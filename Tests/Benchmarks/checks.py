#!/usr/bin/env python3
"""Measures what a check costs, alone and among many, with the shipped catalog and with a large one.

    checks.py --bin .build/release/crampcheck [--lists 1000] [--rules 400000]

Three numbers for each catalog: one whole process on a list of 14 medicines, one list more in a long run, and the same
without any interaction (a list of one medicine), whose difference is what rules and findings cost. The large catalog is
invented: each of the 14 medicines has 1,500 partners, and every pair of them has a rule. Standard library only.
"""

import argparse
import os
import random
import subprocess
import tempfile
import time

MEDICINES = (
    "quinine amiodarone verapamil simvastatin hydrochlorothiazide salmeterol furosemide warfarin digoxin sertraline "
    "omeprazole metformin donepezil diphenhydramine"
).split()
PARTNERS = 1500


def names(count, generator):
    """Invented names, each once."""
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    found = set()
    while len(found) < count:
        found.add("".join(generator.choice(syllables) for _ in range(5)))
    return sorted(found)


def large_list(path, rules):
    generator = random.Random(1)
    others = names(3000, generator)
    number = 0
    with open(path, "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<drug-list xmlns="urn:crampcheck:drug-list:1" id="large" ')
        out.write('title="An invented list" version="1" date="2026-01-01" licence="CC0-1.0">\n')
        out.write('<source id="s" url="https://example.org"><title>An invented source</title></source>\n')
        for drug in MEDICINES + others:
            out.write(f'<drug id="{drug}" source="s"><name kind="generic">{drug}</name></drug>\n')

        def rule(a, b):
            nonlocal number
            number += 1
            out.write(
                f'<interaction id="r{number}" severity="moderate" source="s"><drug ref="{a}"/><drug ref="{b}"/>'
                f"<effect>{a} may change the effect of {b}.</effect></interaction>\n")

        for index, drug in enumerate(MEDICINES):
            for other in MEDICINES[index + 1:] + generator.sample(others, PARTNERS):
                rule(drug, other)
        while number < rules:
            rule(*generator.sample(others, 2))
        out.write("</drug-list>\n")


def seconds(command, times=5):
    """The best of several runs."""
    best = None
    for _ in range(times):
        start = time.perf_counter()
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        taken = time.perf_counter() - start
        if done.returncode not in (0, 1):
            raise SystemExit(f"exit status {done.returncode}: {done.stderr.decode()[-300:]}")
        best = taken if best is None else min(best, taken)
    return best


def measure(binary, options, folder, lists):
    def write(name, medicines):
        path = os.path.join(folder, name)
        with open(path, "w", encoding="utf-8") as out:
            out.write("\n".join(medicines) + "\n")
        return path

    whole = seconds([binary, "check", "--format", "json", *options, write("one.txt", MEDICINES)])
    many = [write(f"{number}.txt", MEDICINES) for number in range(lists)]
    each = (seconds([binary, "check", "--format", "json", *options, *many], 3) - whole) / (lists - 1)
    few = [write(f"few{number}.txt", MEDICINES[:1]) for number in range(lists)]
    small = (seconds([binary, "check", "--format", "json", *options, *few], 3) - whole) / (lists - 1)
    return whole, each, small


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--lists", type=int, default=1000)
    parser.add_argument("--rules", type=int, default=400_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        xml, catalog = os.path.join(folder, "large.xml"), os.path.join(folder, "large.catalog")
        large_list(xml, options.rules)
        subprocess.run([options.bin, "import", xml, "-o", catalog], check=True, stderr=subprocess.DEVNULL)
        for name, choice in (("shipped", []), (f"{options.rules:,} rules", ["--catalog", catalog])):
            whole, each, small = measure(options.bin, choice, folder, options.lists)
            print(
                f"{name}: whole process {whole * 1e3:.1f} ms; one list of 14 more {each * 1e3:.2f} ms; "
                f"one list of 1 more {small * 1e3:.2f} ms")


if __name__ == "__main__":
    main()
