#!/usr/bin/env python3
"""What a catalog must live through, tried on the real binary.

    prove.py --bin CRAMPCHECK [cuts opens swaps kills calls places full memory large] [--rounds N]

cuts    every list of Data cut at 200 random lengths: refused, nothing written
opens   imports and checks of XML that asks for other files and addresses (strace): nothing outside the input is opened,
        nothing is connected; the files of ../shared/corpus too, where they are
swaps   1,000 imports of two lists in turn under two readers in a loop: every answer is one list's or the other's
kills   imports killed at 1,000 random moments: the old catalog or the new one, whole; the next import leaves no litter
calls   every open, write, fsync and rename of an import killed or made to fail (strace): the same, and never exit 0
places  20 runs under 5 locales, 3 time zones: one catalog, one report
full    a full device and a small file system: never exit 0 or 1 with bytes lost, never a changed catalog
memory  address space from 64 MB up: the right answer or a refusal, never another answer
large   documents of up to 2 GB that ../shared makes to exhaust a parser, as they are and under our own root: refused or read,
        in 100 MB (skipped where they are not beside the project)

Without names, all of them. --rounds replaces the numbers above. Exit 1 when a promise was broken.
"""
import argparse
import concurrent.futures
import csv
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGE = os.path.dirname(os.path.dirname(HERE))
GENERATE = os.path.join(PACKAGE, "Tests", "Benchmarks", "generate_native_list.py")
broken = []


def fail(what):
    broken.append(what)
    print("BROKEN:", what)


def digest(path):
    if not os.path.exists(path):
        return None
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


class Place:
    """A folder with two generated lists beside it, and the catalog each of them gives."""

    def __init__(self, binary, megabytes=2):
        self.binary = binary
        self.lists = tempfile.mkdtemp(prefix="crampcheck-lists-")
        self.folder = tempfile.mkdtemp(prefix="crampcheck-catalog-")
        self.catalog = os.path.join(self.folder, "a.catalog")
        self.sums = []
        for seed in (1, 2):
            with open(self.list(seed), "wb") as out:
                subprocess.run(
                    [sys.executable, GENERATE, "--megabytes", str(megabytes), "--seed", str(seed)],
                    stdout=out, check=True)
            self.old(seed)
            self.sums.append(digest(self.catalog))

    def list(self, seed):
        return os.path.join(self.lists, f"list{seed}.xml")

    def command(self, seed):
        return [self.binary, "import", self.list(seed), "-o", self.catalog]

    def old(self, seed=1):
        subprocess.run(self.command(seed), check=True, capture_output=True)

    def run(self, *arguments, **options):
        return subprocess.run([self.binary, *arguments], capture_output=True, **options)

    def judge(self, what):
        """After a broken import of the second list over the first."""
        if digest(self.catalog) not in self.sums:
            fail(f"{what}: the catalog is neither the old nor the new")
        if self.run("catalog", "verify", self.catalog).returncode != 0:
            fail(f"{what}: the catalog does not verify")
        if subprocess.run(self.command(2), capture_output=True).returncode != 0:
            fail(f"{what}: the next import fails")
        if digest(self.catalog) != self.sums[1] or os.listdir(self.folder) != ["a.catalog"]:
            fail(f"{what}: litter or another catalog after the next import: {os.listdir(self.folder)}")

    def close(self):
        shutil.rmtree(self.lists)
        shutil.rmtree(self.folder)


def cuts(binary, rounds):
    folder = tempfile.mkdtemp(prefix="crampcheck-cuts-")
    data = os.path.join(PACKAGE, "Data")

    def try_cuts(name, lengths):
        whole = open(os.path.join(data, name), "rb").read().rstrip()
        place = os.path.join(folder, name)
        os.mkdir(place)
        cut = os.path.join(place, "cut.xml")
        for length in lengths:
            length %= len(whole)
            with open(cut, "wb") as file:
                file.write(whole[:length])
            answer = subprocess.run([binary, "import", cut, "-o", os.path.join(place, "x")], capture_output=True)
            if answer.returncode != 65 or os.listdir(place) != ["cut.xml"] or b"cut.xml:" not in answer.stderr:
                fail(f"{name} cut at {length}: exit {answer.returncode}")
        return len(lengths)

    names = sorted(name for name in os.listdir(data) if name.endswith(".xml"))
    chosen = [[random.randrange(1 << 30) for _ in range(rounds or 200)] for _ in names]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        tried = sum(pool.map(try_cuts, names, chosen))
    shutil.rmtree(folder)
    return f"{tried} cuts of {len(names)} lists"


TARGET = "/etc/hostname"
CURIOUS = {
    "entity": f'<!DOCTYPE a [<!ENTITY e SYSTEM "file://{TARGET}">]>\n<a>&e;</a>',
    "parameter": '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p.dtd"> %p;]>\n<a/>',
    "subset": '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">\n<a/>',
    "public": f'<!DOCTYPE a PUBLIC "-//X//Y" "{TARGET}">\n<a/>',
    "include": f'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{TARGET}" parse="text"/></a>',
    "include-address": '<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="http://127.0.0.1:9/x"/></a>',
    "stylesheet": f'<?xml-stylesheet href="{TARGET}"?>\n<a/>',
    "schema": '<a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:a http://127.0.0.1:9/a.xsd"/>',
}
LIST = """<drug-list xmlns="urn:crampcheck:drug-list:1" id="l" title="L" version="1" date="2026-11-24" licence="CC0-1.0">
<source id="s"><title>A source</title><publisher>nobody</publisher></source>
<drug id="quinine" source="s"><name kind="generic">quinine</name></drug></drug-list>
"""


def cannot_trace():
    """Why strace is of no use here, or None: containers may forbid it."""
    if shutil.which("strace") is None:
        return "skipped: no strace"
    done = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False)
    return None if done.returncode == 0 else "skipped: strace may not trace here"


def opens(binary, _):
    if reason := cannot_trace():
        return reason
    folder = tempfile.mkdtemp(prefix="crampcheck-opens-")
    # A path of one length for every input, so that runs differ in nothing else.
    place, catalog = os.path.join(folder, "input.xml"), os.path.join(folder, "x.catalog")
    files = {name: text.encode() for name, text in CURIOUS.items()}
    corpus = os.path.join(PACKAGE, "..", "shared", "corpus", "attacks", "xml")
    if os.path.exists(os.path.join(corpus, "index.csv")):
        for row in csv.DictReader(open(os.path.join(corpus, "index.csv"), encoding="utf-8")):
            if row["family"] in ("xxe", "xinclude", "entity"):
                files[row["file"]] = open(os.path.join(corpus, "files", row["file"]), "rb").read()

    def traced(content, *command):
        with open(place, "wb") as file:
            file.write(content)
        trace = os.path.join(folder, "trace")
        answer = subprocess.run(
            ["strace", "-f", "-qq", "-o", trace, "-e", "trace=open,openat,openat2,connect,socket", "-e", "signal=none",
             binary, *command], capture_output=True)
        with open(trace, encoding="utf-8", errors="replace") as lines:
            # Behind the number of the process.
            calls = [line.split(maxsplit=1)[1] for line in lines]
        opened = {call.split('"')[1] for call in calls if call.startswith("open")}
        return answer.returncode, opened, {call for call in calls if not call.startswith("open")}

    commands = (("import", place, "-o", catalog), ("check", place))
    usual = [traced(LIST.encode(), *command)[1] | traced(b"quinine\n", *command)[1] for command in commands]
    for name, content in files.items():
        for command, expected in zip(commands, usual):
            status, opened, calls = traced(content, *command)
            if opened - expected or calls:
                fail(f"{command[0]} of {name} opens {sorted(opened - expected)} {sorted(calls)}")
            if command[0] == "import" and status == 0:
                fail(f"{name} is taken for a list")
    shutil.rmtree(folder)
    return f"{len(files)} files"


def swaps(binary, rounds):
    place = Place(binary, 1)
    wanted = set()
    for seed in (1, 2):
        place.old(seed)
        wanted.add(place.run("catalog", "info", place.catalog, "--format", "json").stdout)
    done = threading.Event()
    counts = [0, 0]

    def read(reader):
        while not done.is_set():
            answer = place.run("catalog", "info", place.catalog, "--format", "json")
            counts[reader] += 1
            if answer.returncode != 0 or answer.stdout not in wanted:
                fail(f"a reader got exit {answer.returncode} and an answer of neither list")

    readers = [threading.Thread(target=read, args=(n,)) for n in (0, 1)]
    for reader in readers:
        reader.start()
    swapped = rounds or 1000
    for turn in range(swapped):
        place.old(turn % 2 + 1)
    done.set()
    for reader in readers:
        reader.join()
    if os.listdir(place.folder) != ["a.catalog"] or len(wanted) != 2:
        fail("litter after the swaps")
    place.close()
    return f"{swapped} swaps, {sum(counts)} answers"


def kills(binary, rounds):
    place = Place(binary)
    begun = time.perf_counter()
    place.old(2)
    took = time.perf_counter() - begun
    for turn in range(rounds or 1000):
        place.old(1)
        process = subprocess.Popen(place.command(2), stderr=subprocess.DEVNULL)
        time.sleep(random.random() * took * 1.1)
        process.send_signal(signal.SIGKILL)
        process.wait()
        place.judge(f"kill {turn}")
    place.close()
    return f"{rounds or 1000} kills"


def calls(binary, _):
    if reason := cannot_trace():
        return reason
    place = Place(binary, 0.2)
    names = ["openat", "write", "pwrite64", "fsync", "rename", "unlink", "flock", "close", "fchmod"]
    tried = 0
    for name in names:
        place.old(1)
        counted = subprocess.run(
            ["strace", "-f", "-e", f"trace={name}", *place.command(2)], capture_output=True, text=True)
        number = sum(1 for line in counted.stderr.splitlines() if f"{name}(" in line)
        for at in range(1, number + 1):
            for what in ("signal=KILL", "error=EIO", "error=ENOSPC", "error=EDQUOT", "error=EINTR"):
                place.old(1)
                answer = subprocess.run(
                    ["strace", "-f", "-o", "/dev/null", "-e", f"trace={name}", "-e", f"inject={name}:{what}:when={at}",
                     *place.command(2)], capture_output=True)
                tried += 1
                if answer.returncode == 0 and digest(place.catalog) != place.sums[1]:
                    fail(f"{name} {at} {what}: exit 0, but the catalog is not the new one")
                place.judge(f"{name} {at} {what}")
    place.close()
    return f"{tried} calls"


def places(binary, rounds):
    place = Place(binary, 1)
    seen = set()
    locales = ["C", "de_DE.UTF-8", "tr_TR.UTF-8", "ar_SA.UTF-8", "th_TH.UTF-8"]
    zones = ["UTC", "Asia/Kolkata", "America/St_Johns"]
    for turn in range(rounds or 20):
        environment = {"LC_ALL": locales[turn % 5], "LANG": locales[turn % 5], "TZ": zones[turn % 3], "COLUMNS": str(40 + turn)}
        subprocess.run(place.command(1), check=True, capture_output=True, env=environment)
        report = subprocess.run(
            [binary, "check", "-", "--format", "json", "--today", "2026-11-24"], env=environment,
            input=b"quinine 200 mg\nverapamil 120 mg\nfurosemid 40 mg\n", capture_output=True)
        seen.add((digest(place.catalog), report.stdout, report.returncode))
    if len(seen) != 1:
        fail(f"{len(seen)} different catalogs or reports")
    place.close()
    return f"{rounds or 20} runs, {len(seen)} hash"


def full(binary, _):
    tried = 0
    reports = [["check", "-"], ["check", "-", "--format", "json"], ["check", "-", "--format", "csv"],
               ["drug", "quinine"], ["drug", "quinine", "--format", "json"], ["resolve", "-"],
               ["catalog", "info"], ["catalog", "verify"], ["--help"]]
    for report in reports:
        with open("/dev/full", "wb") as device:
            answer = subprocess.run([binary, *report], input=b"quinine\nverapamil\n", stdout=device, stderr=subprocess.PIPE)
        tried += 1
        if answer.returncode in (0, 1):
            fail(f"{report} on a full device: exit {answer.returncode}")
    place = Place(binary)
    if subprocess.run([binary, "import", place.list(1), "-o", "/dev/full"], capture_output=True).returncode in (0, 1, 2):
        fail("a catalog written to a device")
    script = f"""set -e; mkdir {place.folder}/small; mount -t tmpfs -o size=1500k none {place.folder}/small
        cp {place.list(1)}.part {place.folder}/small/l.xml; cd {place.folder}/small; {binary} import l.xml -o a.catalog
        before=$(sha256sum a.catalog); status=0; {binary} import {place.list(2)} -o a.catalog || status=$?
        test $status -ge 64; test "$before" = "$(sha256sum a.catalog)"; test "$(ls | xargs)" = "a.catalog l.xml" """
    with open(place.list(1) + ".part", "wb") as part:
        subprocess.run([sys.executable, GENERATE, "--megabytes", "0.2"], stdout=part, check=True)
    if subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode == 0:
        answer = subprocess.run(["unshare", "-rm", "bash", "-c", script], capture_output=True, text=True)
        tried += 1
        if answer.returncode != 0:
            fail(f"a full file system: {answer.stderr}")
    place.close()
    return f"{tried} outputs"


def memory(binary, rounds):
    place = Place(binary)
    place.old(1)
    free = place.run("check", "-", "--catalog", place.catalog, "--format", "json", input=b"quinine\nbaolol\n")
    answered = refused = 0
    for step in range(rounds or 25):
        limit = (64 + 16 * step) * 1024
        place.old(1)
        limited = ["bash", "-c", f'ulimit -v {limit}; exec "$@"', "limited"]
        answer = subprocess.run(
            [*limited, binary, "check", "-", "--catalog", place.catalog, "--format", "json"], input=b"quinine\nbaolol\n",
            capture_output=True)
        if answer.returncode == free.returncode and answer.stdout == free.stdout:
            answered += 1
        elif answer.returncode in (0, 1, 2):
            fail(f"another answer with {limit} kB")
        else:
            refused += 1
        place.old(1)
        answer = subprocess.run([*limited, *place.command(2)], capture_output=True)
        if (answer.returncode == 0) != (digest(place.catalog) == place.sums[1]):
            fail(f"exit {answer.returncode} of an import with {limit} kB")
        place.judge(f"{limit} kB")
    place.close()
    return f"{answered} answers, {refused} refusals"


LARGE = os.path.join(PACKAGE, "..", "shared", "corpus", "attacks", "xml")
# Written over the root that the generator gives, which no dialect has: so the document is read beyond it.
ROOT = (b"<drugs", LIST.encode().split(b">")[0])
# A tenth: what is as large as the list that is read says nothing of the parser.
SMALLER = {"drugs": 1_000_000, "drugs-bad-end": 1_000_000, "drugbank": 1_700}


def large(binary, _):
    if not os.path.exists(os.path.join(LARGE, "index-large.csv")):
        return "skipped: no corpus"
    folder = tempfile.mkdtemp(prefix="crampcheck-large-")
    catalog = os.path.join(folder, "a.catalog")
    worst = (0, "")
    rows = list(csv.DictReader(open(os.path.join(LARGE, "index-large.csv"), encoding="utf-8")))
    for row in rows:
        kind = row["kind"]
        for own in (False, True):
            size = str(SMALLER.get(kind, row["default_n"]))
            source = subprocess.Popen([sys.executable, os.path.join(LARGE, "gen_large.py"), kind, size], stdout=subprocess.PIPE)
            process = subprocess.Popen(
                [binary, "import", "-", "-o", catalog], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            first = source.stdout.read(1 << 16)
            try:
                process.stdin.write(first.replace(*ROOT, 1) if own else first)
                while piece := source.stdout.read(1 << 20):
                    process.stdin.write(piece.replace(b"</drugs>", b"</drug-list>") if own else piece)
                process.stdin.close()
            except BrokenPipeError:
                pass
            source.stdout.close()
            source.wait()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            megabytes = usage.ru_maxrss / 1024
            what = f"{kind}{' under our root' if own else ''}"
            worst = max(worst, (megabytes, what))
            if megabytes >= 100:
                fail(f"{what}: {megabytes:.0f} MB")
            if process.returncode not in (0, 2, 65):
                fail(f"{what}: exit {process.returncode}")
            if row["expect"].startswith("reject") and process.returncode != 65 or os.listdir(folder) not in ([], ["a.catalog"]):
                fail(f"{what}: exit {process.returncode}, {os.listdir(folder)}")
            if process.returncode == 65 and os.path.exists(catalog):
                fail(f"{what}: refused, and a catalog written")
            if os.path.exists(catalog):
                os.remove(catalog)
    shutil.rmtree(folder)
    return f"{len(rows)} kinds twice, most memory {worst[0]:.0f} MB ({worst[1]})"


def main():
    parts = [cuts, opens, swaps, kills, calls, places, full, memory, large]
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("parts", nargs="*", choices=[part.__name__ for part in parts] + [[]])
    options.add_argument("--bin", required=True)
    options.add_argument("--rounds", type=int)
    options = options.parse_args()
    random.seed(5)
    for part in parts:
        if not options.parts or part.__name__ in options.parts:
            begun = time.perf_counter()
            said = part(os.path.abspath(options.bin), options.rounds)
            print(f"{part.__name__}: {said}, {time.perf_counter() - begun:.0f} s", flush=True)
    print("broken:", len(broken))
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
