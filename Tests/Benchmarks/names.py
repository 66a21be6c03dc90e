#!/usr/bin/env python3
"""Speed of reading names, as ratios in one run on one machine.

    names.py --bin CRAMPCHECK [--lines 200000] [--distinct 20000]

1. `crampcheck resolve -` on generated medication lines, against ahocorasick_rs scanning the same lines for the same
   names (no parsing, no spelling, no JSON), each as a whole process or a whole loop.
2. Spelling: one-letter slips of names through `crampcheck resolve -`, against RapidFuzz's cdist over all names.
3. One `check` of a list of fourteen medicines, as a whole process.

Needs ahocorasick_rs and rapidfuzz: python3 -m venv DIR && DIR/bin/pip install ahocorasick_rs rapidfuzz. Medians of five runs."""
import argparse
import os
import random
import re
import statistics
import subprocess
import tempfile
import time

PACKAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
FORMS = ["tablet", "capsule", "oral solution", "injection", "cream", "inhaler"]
DIRECTIONS = ["once daily", "twice daily", "at bedtime", "every 8 hours", "as needed", "take 1 by mouth daily"]
FOURTEEN = """warfarin 3 mg\namiodarone 200 mg\nsimvastatin 20 mg\nverapamil 120 mg\nfurosemide 40 mg\nspironolactone 25 mg
ramipril 5 mg\nsalbutamol inhaler\nsalmeterol inhaler\nomeprazole 20 mg\nquinine sulfate 200 mg\ndonepezil 5 mg
paracetamol 500 mg\nlevothyroxine 50 micrograms\n"""


def names():
    found = set()
    folder = os.path.join(PACKAGE, "Data")
    for file in os.listdir(folder):
        if file.endswith(".xml") and file.startswith(("drugs", "vocabulary", "combinations")):
            text = open(os.path.join(folder, file), encoding="utf-8").read()
            found.update(n.lower() for n in re.findall(r"<name[^>]*>([^<&]+)</name>", text))
    return sorted(found)


def median(run, times=5):
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def resolve(binary, path):
    with open(path, "rb") as lines:
        subprocess.run([binary, "resolve", "-"], stdin=lines, stdout=subprocess.DEVNULL, check=False)


def measures(binary, line_count=200_000, distinct_count=20_000):
    """What was measured, our seconds, the peer and its seconds for the same (None without it)."""
    random.seed(7)
    known = names()
    base = set()
    while len(base) < distinct_count:
        name = random.choice(known)
        base.add("%s %d mg %s %s" % (
            random.choice([name, name.upper(), name.title()]), random.choice([5, 10, 20, 25, 40, 50, 100, 250, 500]),
            random.choice(FORMS), random.choice(DIRECTIONS)))
    base = sorted(base)
    lines = [base[i % len(base)] for i in range(line_count)]
    random.shuffle(lines)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "lines.txt")
        open(path, "w", encoding="utf-8").write("\n".join(lines) + "\n")
        ours = median(lambda: resolve(binary, path))
        yield f"resolve {len(lines):,} lines, {len(base):,} distinct", ours, "ahocorasick_rs", scan_names(known, lines)

        letters = "abcdefghijklmnopqrstuvwxyz"
        slips = []
        for name in random.sample([n for n in known if n.isalpha() and n.isascii() and len(n) > 6], 10_000):
            at = random.randrange(len(name))
            slips.append(name[:at] + random.choice(letters) + name[at + 1:])
        slips = sorted(set(slips) - set(known))
        path = os.path.join(folder, "slips.txt")
        open(path, "w", encoding="utf-8").write("\n".join(slips) + "\n")
        ours = median(lambda: resolve(binary, path))
        few = search_names(known, slips[:500])
        yield f"spelling of {len(slips):,} slips", ours, "RapidFuzz", few and few / 500 * len(slips)


def scan_names(known, lines):
    """Seconds of one Aho-Corasick pass; None without the module."""
    try:
        import ahocorasick_rs
    except ImportError:
        return None
    automaton = ahocorasick_rs.AhoCorasick(known, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    folded = [line.lower() for line in lines]
    return median(lambda: [automaton.find_matches_as_indexes(line) for line in folded])


def search_names(known, slips):
    """Seconds to compare the slips with all names; None without the module."""
    try:
        from rapidfuzz import distance, process
    except ImportError:
        return None
    return median(lambda: process.cdist(slips, known, scorer=distance.OSA.distance, score_cutoff=2), 3)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--bin", required=True)
    options.add_argument("--lines", type=int, default=200_000)
    options.add_argument("--distinct", type=int, default=20_000)
    options = options.parse_args()
    for what, ours, peer, theirs in measures(options.bin, options.lines, options.distinct):
        ratio = f"{theirs:.3f} s; ours {ours / theirs:.2f} times as long" if theirs else "not installed"
        print(f"{what}: {ours:.3f} s; {peer}: {ratio}")

    def check():
        subprocess.run([options.bin, "check", "-"], input=FOURTEEN.encode(), stdout=subprocess.DEVNULL, check=False)
    print("check of 14 medicines, whole process: %.1f ms" % (1000 * median(check, 21)))


if __name__ == "__main__":
    main()
