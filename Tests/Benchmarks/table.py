#!/usr/bin/env python3
"""The speed of crampcheck beside its peers, one row for each measure. `Tests/Benchmarks/run` installs what this needs.

    table.py --bin CRAMPCHECK [--scale 1.0] [GROUP...]

Groups: start, import, catalog, names, bulk, files. Ours and the peer run in turn on the same input; a row gives the median of
each and their ratio, so that a busy machine slows both. --scale 0.1 makes every input a tenth as large."""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

import names

HERE = os.path.dirname(os.path.abspath(__file__))
TINY = """<drug-list xmlns="urn:crampcheck:drug-list:1" id="tiny" title="Tiny" version="1" date="2026-01-01" licence="CC0-1.0">
<source id="s"><title>A source</title><publisher>nobody</publisher></source>
<drug id="quinine" source="s"><name kind="generic">quinine</name></drug></drug-list>
"""


def seconds(command, text=None):
    """Seconds of a whole process. Its findings are no error; a refusal is."""
    begun = time.perf_counter()
    done = subprocess.run(command, input=text, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    taken = time.perf_counter() - begun
    if done.returncode not in (0, 1, 2):
        sys.exit(f"{command}: exit status {done.returncode}: {done.stderr.decode()[-300:]}")
    return taken


def in_turn(ours, theirs, times):
    """Medians of two measures that are taken in turn."""
    pairs = [(ours(), theirs()) for _ in range(times)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def generate(folder, script, *arguments):
    path = os.path.join(folder, script + ".xml")
    with open(path, "wb") as out:
        subprocess.run([sys.executable, os.path.join(HERE, script + ".py"), *map(str, arguments)], stdout=out, check=True)
    return path


def tiny(folder):
    path = os.path.join(folder, "tiny.xml")
    with open(path, "w", encoding="utf-8") as out:
        out.write(TINY)
    return path


def start(binary, folder, _):
    path = tiny(folder)
    ours, theirs = in_turn(
        lambda: seconds([binary, "drug", "quinine"]), lambda: seconds(["xmllint", "--noout", path]), 41)
    yield "start-up: drug quinine", ours, "xmllint on a tiny file", theirs, "2"
    alone = statistics.median(seconds([binary, "check", "-"], names.FOURTEEN.encode()) for _ in range(41))
    yield "check of 14 medicines, whole process", alone, "", None, ""


def imports(binary, folder, scale):
    catalog = os.path.join(folder, "imported.catalog")

    def rows(what, path, times):
        ours, theirs = in_turn(
            lambda: seconds([binary, "import", path, "-o", catalog]),
            lambda: seconds(["xmllint", "--sax", "--noout", path]), times)
        megabytes = os.path.getsize(path) // 1_000_000
        yield f"import of {what}, {megabytes} MB", ours, "xmllint --sax", theirs, "4"
        try:
            from lxml import etree
        except ImportError:
            return

        def walk():
            begun = time.perf_counter()
            for _, element in etree.iterparse(path, events=("end",)):
                element.clear()
            return time.perf_counter() - begun
        yield f"import of {what}, {megabytes} MB", ours, "lxml iterparse", walk(), ""

    path = generate(folder, "generate_native_list", "--megabytes", 500 * scale)
    yield from rows("a native list", path, 5)
    os.remove(path)
    path = generate(
        folder, "generate_drugbank_list", "--megabytes", max(int(500 * scale), 1), "--drugs", max(int(5000 * scale), 500),
        "--interactions", int(900_000 * scale))
    yield from rows("a DrugBank list", path, 3)
    os.remove(path)


def catalogs(binary, folder, scale):
    large, small = os.path.join(folder, "large.catalog"), os.path.join(folder, "small.catalog")
    path = generate(folder, "generate_native_list", "--megabytes", 500 * scale)
    seconds([binary, "import", path, "-o", large])
    seconds([binary, "import", tiny(folder), "-o", small])
    os.remove(path)
    size = os.path.getsize(large) // 1_000_000

    def drug(catalog):
        return seconds([binary, "drug", "rxcui:1000001", "--catalog", catalog, "--format", "json"])

    def check(catalog):
        return seconds([binary, "check", "-", "--catalog", catalog], names.FOURTEEN.encode())
    with_large, with_small = in_turn(lambda: drug(large), lambda: drug(small), 21)
    yield f"opening a catalog of {size} MB, checked", with_large - with_small, "drug on it less drug on a tiny one", None, "40 ms"
    yield f"drug on a catalog of {size} MB", with_large, "drug on a tiny one", with_small, "60 ms"
    with_large, with_small = in_turn(lambda: check(large), lambda: check(small), 21)
    yield f"check of 14 on a catalog of {size} MB", with_large, "check on a tiny one", with_small, "60 ms"


def resolving(binary, _, scale):
    for what, ours, peer, theirs in names.measures(binary, int(200_000 * scale), int(20_000 * scale)):
        yield what, ours, peer, theirs, ""


def bulk(binary, folder, scale):
    import bulk as bulk_measures
    yield from bulk_measures.measures(binary, folder, int(1_000_000 * scale), int(120_000 * scale))


def files(binary, folder, scale):
    import files as file_measures
    yield from file_measures.measures(binary, folder, scale)


GROUPS = {"start": start, "import": imports, "catalog": catalogs, "names": resolving, "bulk": bulk, "files": files}


def shown(value):
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    options.add_argument("--bin", required=True)
    options.add_argument("--scale", type=float, default=1.0)
    options = options.parse_args()
    unknown = set(options.groups) - set(GROUPS)
    if unknown:
        sys.exit(f"no such group: {', '.join(sorted(unknown))}; there are: {', '.join(GROUPS)}")
    print("| what | ours | peer | peer's | ratio | asked |\n| --- | ---: | --- | ---: | ---: | ---: |", flush=True)
    for name, group in GROUPS.items():
        if options.groups and name not in options.groups:
            continue
        with tempfile.TemporaryDirectory(prefix="crampcheck-benchmark-") as folder:
            for what, ours, peer, theirs, asked in group(os.path.abspath(options.bin), folder, options.scale):
                beside = (shown(theirs), f"{ours / theirs:.2f}") if theirs else ("", "")
                print(f"| {what} | {shown(ours)} | {peer} | {beside[0]} | {beside[1]} | {asked} |", flush=True)


if __name__ == "__main__":
    main()
