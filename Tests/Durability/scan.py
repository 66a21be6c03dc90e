#!/usr/bin/env python3
"""What a scan must live through, tried on the real binary.

    scan.py --bin CRAMPCHECK [salted kills full pipe order spill memory lines swapped] [--rounds N]

salted  9,500 good files with every hostile file of the corpus among them: each good patient as if alone, each bad
        file named once, exit 2 (skipped where the corpus is not beside the project)
kills   scans killed at 100 random moments, gone on with --resume: the file of one uninterrupted scan
full    a full device and a small file system: exit 74, and no record that is not whole
pipe    a reader that goes away: exit 141, nothing on standard error
order   --jobs 1, 2 and 5, an export's files in any order: the same bytes
spill   --memory too small, with and without --spill-dir: a refusal, or the same bytes; nothing left behind
memory  exports of several shapes under --memory: the process takes no more than that and 100 MB beside it
lines   100 MB through --stdin-ndjson, each line with names of its own, and a million that cannot be read: no more
        memory than 25 MB take
swapped folders swapped for links to another place, over and over during scans: nothing of that place is read

Without names, all of them. --rounds replaces the 100. Exit 1 when a promise was broken.
"""
import argparse
import collections
import ctypes
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGE = os.path.dirname(os.path.dirname(HERE))
ATTACKS = os.path.join(os.path.dirname(PACKAGE), "shared", "corpus", "attacks")
GENERATE = os.path.join(PACKAGE, "Tests", "Benchmarks", "generate_bulk.py")
MEDICINES = ("quinine 300 mg", "verapamil", "metoprolol 50 mg", "simvastatin", "warfarin", "furosemide", "zorbalix")
broken = []


def check(holds, what):
    if not holds:
        broken.append(what)
        print("BROKEN:", what)


def run(binary, *arguments, cwd=None, stdout=subprocess.DEVNULL):
    return subprocess.run(
        [binary, "scan", "--today", "2026-11-24", *arguments], cwd=cwd, stdout=stdout, stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL)


def good_files(folder, count):
    for number in range(count):
        place = os.path.join(folder, f"ward{number % 7}")
        os.makedirs(place, exist_ok=True)
        lines = [MEDICINES[(number + step * 3) % 7] + "\n" for step in range(number % 5 + 1)]
        with open(os.path.join(place, f"patient{number:05}.txt"), "w") as file:
            file.write(f"Age: {30 + number % 60}\n" + "".join(lines))


def export(folder, lines=20_000):
    os.makedirs(folder)
    path = os.path.join(folder, "all")
    subprocess.run(
        [sys.executable, GENERATE, str(lines), path, "--patients", str(lines * 12 // 100), "--scattered"], check=True)
    with open(path, "rb") as file:
        rows = file.readlines()
    os.remove(path)
    rows.insert(lines // 3, b'{"resourceType":"MedicationRequest","id"\n')
    rows.insert(lines // 2, b'{"resourceType":"MedicationRequest","medicationCodeableConcept":{"text":"quinine"}}\n')
    for part in range(3):
        with open(os.path.join(folder, f"MedicationRequest.{part}.ndjson"), "wb") as file:
            file.writelines(rows[part::3])
    patients = sorted({json.loads(row)["subject"]["reference"][8:] for row in rows if b'"subject"' in row})
    with open(os.path.join(folder, "Patient.ndjson"), "w") as file:
        for number, patient in enumerate(patients[::2]):
            birth = f"{1930 + number % 60}-05-01"
            file.write(json.dumps({"resourceType": "Patient", "id": patient, "birthDate": birth}) + "\n")


def contents(path):
    with open(path, "rb") as file:
        return file.read()


def whole_records(data):
    if data and not data.endswith(b"\n"):
        return False
    try:
        return all(isinstance(json.loads(line), dict) for line in data.splitlines())
    except ValueError:
        return False


def salted(binary, folder, rounds):
    if not os.path.isdir(ATTACKS):
        return print("salted: skipped, no corpus")
    tree = os.path.join(folder, "salted")
    good_files(tree, 9_500)
    alone = run(binary, ".", cwd=tree, stdout=subprocess.PIPE).stdout.splitlines()
    check(len(alone) == 9_500, "a good file gave no result")
    bad = []
    for place, _, names in os.walk(ATTACKS):
        bad += [os.path.join(place, name) for name in names if not name.startswith(".")]
    random.Random(1).shuffle(bad)
    for number, path in enumerate(bad):
        target = os.path.join(tree, f"ward{number % 7}", "m", f"{number:04}")
        os.makedirs(target)
        shutil.copyfile(path, os.path.join(target, os.path.basename(path)))
    counts = os.path.join(folder, "counts.json")
    answer = run(binary, ".", "--summary", counts, cwd=tree, stdout=subprocess.PIPE)
    check(answer.returncode == 2, f"exit {answer.returncode} with bad files")
    lines = answer.stdout.splitlines()
    kept = set(alone)
    check([line for line in lines if line in kept] == alone, "a bad file changed the result of a good one")
    read = collections.Counter(json.loads(line)["source"]["path"].split("/")[3] for line in lines if line not in kept)
    with open(counts) as file:
        unread = collections.Counter(item["path"].split("/")[3] for item in json.load(file)["unread"])
    said = collections.Counter(
        line.split("/")[3] for line in answer.stderr.decode("utf-8", "replace").splitlines() if line.startswith("./"))
    numbers = {f"{number:04}" for number in range(len(bad))}
    check(set(read) | set(unread) == numbers, f"{len(numbers - set(read) - set(unread))} bad files not accounted for")
    check(not set(read) & set(unread), "a file was both read and not read")
    check(set(unread.values()) <= {1} and said == unread, "a bad file was not named exactly once")
    print(f"salted: {len(alone)} good, {len(bad)} hostile files, {len(unread)} not read")


def kills(binary, folder, rounds):
    tree = os.path.join(folder, "kills")
    good_files(tree, 3_000)
    export(os.path.join(tree, "export"), 5_000)
    whole, torn = os.path.join(folder, "whole"), os.path.join(folder, "torn")
    began = time.monotonic()
    run(binary, ".", "-o", whole, cwd=tree)
    duration = time.monotonic() - began
    expected = contents(whole)
    generator = random.Random()
    caught = 0
    for _ in range(rounds):
        if os.path.exists(torn):
            os.remove(torn)
        process = subprocess.Popen(
            [binary, "scan", "--today", "2026-11-24", ".", "-o", torn], cwd=tree, stderr=subprocess.DEVNULL)
        time.sleep(generator.uniform(0, duration * 1.1))
        process.send_signal(signal.SIGKILL)
        caught += process.wait() == -signal.SIGKILL
        run(binary, ".", "-o", torn, "--resume", cwd=tree)
        check(contents(torn) == expected, "a resumed scan differs")
    print(f"kills: {rounds} rounds, {caught} caught at work")


def full(binary, folder, rounds):
    tree = os.path.join(folder, "full")
    good_files(tree, 1_500)
    answer = run(binary, ".", "-o", "/dev/full", cwd=tree)
    check(answer.returncode == 74, f"/dev/full: exit {answer.returncode}")
    small = os.path.join(folder, "small")
    os.mkdir(small)
    # A file system of its own, in a namespace that ends with the command.
    script = (
        'mount -t tmpfs -o size=1m none "$1" || exit 99; "$0" scan . -o "$1/out" 2> "$2/said"; status=$?; '
        'cp "$1/out" "$2/kept"; exit $status')
    status = subprocess.run(["unshare", "-rm", "bash", "-c", script, binary, small, folder], cwd=tree).returncode
    if status == 99:
        return print("full: no file system could be mounted; only /dev/full was tried")
    kept = contents(os.path.join(folder, "kept"))
    check(status == 74 and b"not all results" in contents(os.path.join(folder, "said")), f"small disk: exit {status}")
    check(kept and whole_records(kept), "a record on a full disk is not whole")
    print(f"full: exit {status}, {len(kept)} bytes of whole records")


def pipe(binary, folder, rounds):
    tree = os.path.join(folder, "pipe")
    good_files(tree, 1_000)
    script = '"$0" scan . 2> "$1" | head -c 1000 > /dev/null; exit ${PIPESTATUS[0]}'
    said = os.path.join(folder, "said.pipe")
    status = subprocess.run(["bash", "-c", script, binary, said], cwd=tree).returncode
    check(status == 141 and not contents(said), f"closed pipe: exit {status}")
    print(f"pipe: exit {status}")


def order(binary, folder, rounds):
    tree = os.path.join(folder, "order")
    good_files(tree, 500)
    export(os.path.join(tree, "export"))
    results = {run(binary, ".", "--jobs", jobs, cwd=tree, stdout=subprocess.PIPE).stdout for jobs in ("1", "2", "5")}
    check(len(results) == 1, "the result depends on --jobs")
    names = sorted("export/" + name for name in os.listdir(os.path.join(tree, "export")))
    results = set()
    for seed in range(5):
        random.Random(seed).shuffle(names)
        results.add(run(binary, *names, cwd=tree, stdout=subprocess.PIPE).stdout)
    check(len(results) == 1, "the result depends on the order in which files of an export are named")
    print("order: tried")


def spill(binary, folder, rounds):
    tree = os.path.join(folder, "spilled")
    export(tree, 60_000)
    room = os.path.join(folder, "room")
    os.mkdir(room)
    for options in ([], ["--drug", "quinine"], ["--format", "csv"]):
        expected = run(binary, tree, *options, stdout=subprocess.PIPE)
        for memory in ("6M", "2M", "1M"):
            spilled = run(binary, tree, *options, "--memory", memory, "--spill-dir", room, stdout=subprocess.PIPE)
            check(spilled.stdout == expected.stdout, f"{memory} {options}: spilling changes the result")
            check(spilled.returncode == expected.returncode, f"{memory} {options}: exit {spilled.returncode}")
            check(not os.listdir(room), "something was left in the folder of --spill-dir")
    refused = run(binary, tree, "--memory", "1M", stdout=subprocess.PIPE)
    check(refused.returncode == 2 and b"--spill-dir" in refused.stderr and not refused.stdout, "no advice to spill")
    missing = run(binary, tree, "--memory", "1M", "--spill-dir", os.path.join(folder, "none"))
    check(missing.returncode == 73, f"a folder that is not there: exit {missing.returncode}")
    print(f"spill: {len(expected.stdout)} bytes of results")


def peak(binary, *arguments, stdin=None, stdout=subprocess.DEVNULL):
    """Exit status, standard error, and the most memory that a scan took, in MB."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [binary, "scan", "--today", "2026-11-24", *arguments], stdin=stdin or subprocess.DEVNULL, stdout=stdout,
            stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        return process.returncode, said.read(), usage.ru_maxrss / 1024


def different_lines(path, count):
    """Orders of which no two say the same, each with facts about a patient of its own."""
    with open(path, "w") as file:
        for number in range(count):
            order = {
                "resourceType": "MedicationRequest", "id": str(number), "status": "active",
                "medicationCodeableConcept": {"text": f"quinine {number} mg, batch {number * 7919:x}"},
                "subject": {"reference": f"Patient/{number // 4}"}, "dosageInstruction": [{"text": f"{number} a day"}]}
            file.write(json.dumps(order) + "\n")
            condition = {
                "resourceType": "Condition", "code": {"text": f"condition number {number}"},
                "subject": {"reference": f"Patient/{number // 4}"}}
            file.write(json.dumps(condition) + "\n")


def many_drugs(binary, path, patients):
    """Patients on eight medicines each, taken from all names of the catalog."""
    answer = subprocess.run([binary, "catalog", "export", "--table", "names"], stdout=subprocess.PIPE, check=True)
    names = [json.loads(row)["name"] for row in answer.stdout.splitlines()]
    generator = random.Random(3)
    with open(path, "w") as file:
        for number in range(patients * 8):
            order = {
                "resourceType": "MedicationRequest", "id": str(number), "status": "active",
                "medicationCodeableConcept": {"text": generator.choice(names)},
                "subject": {"reference": f"Patient/{number // 8}"}}
            file.write(json.dumps(order) + "\n")


def memory(binary, folder, rounds):
    usual, different, drugs = (os.path.join(folder, name) for name in ("usual", "different", "drugs"))
    os.mkdir(different)
    os.mkdir(drugs)
    # In a process of its own: what a process has held counts for those that it starts.
    if (writer := os.fork()) == 0:
        export(usual, 300_000)
        different_lines(os.path.join(different, "MedicationRequest.ndjson"), 150_000)
        many_drugs(binary, os.path.join(drugs, "MedicationRequest.ndjson"), 15_000)
        os._exit(0)
    check(os.waitpid(writer, 0)[1] == 0, "the exports could not be written")
    room = os.path.join(folder, "room")
    os.mkdir(room)
    for tree in (usual, different, drugs):
        free = peak(binary, tree)[2]
        taken = []
        for limit in (16, 48, 96):
            status, said, most = peak(binary, tree, "--memory", f"{limit}M", "--spill-dir", room)
            check(status in (1, 2) and b"--memory" not in said, f"{tree} with {limit} MB: exit {status}")
            check(most < limit + 100, f"{os.path.basename(tree)}: {most:.0f} MB with --memory {limit}M")
            taken.append(f"{most:.0f} of {limit}")
        status, said, most = peak(binary, tree, "--memory", "16M")
        check(status == 2 and b"--spill-dir" in said and most < 116, f"no advice: exit {status}, {most:.0f} MB")
        taken.append(f"{most:.0f} of 16 when refused")
        print(f"memory: {os.path.basename(tree)}: {free:.0f} MB without a limit, {', '.join(taken)}")


def lines(binary, folder, rounds):
    path = os.path.join(folder, "documents")
    most = []
    # What is remembered of lines is bounded: the first input fills that.
    for size in (25 << 20, 100 << 20):
        with open(path, "w") as file:
            number = 0
            while file.tell() < size:
                file.writelines(json.dumps({
                    "resourceType": "MedicationRequest", "id": str(count),
                    "medicationCodeableConcept": {"text": f"quinine {count} mg, batch {count * 7919:x}"}}) + "\n"
                    for count in range(number, number + 1_000))
                number += 1_000
        with open(path) as file, open(os.path.join(folder, "answers"), "wb") as answers:
            status, said, taken = peak(binary, "--stdin-ndjson", stdin=file, stdout=answers)
        with open(answers.name, "rb") as file:
            check(status in (1, 2) and sum(1 for _ in file) == number, f"{number} lines: exit {status}")
        most.append(taken)
    check(most[1] < most[0] + 32, f"memory grows with the input: {most[0]:.0f} MB, then {most[1]:.0f} MB")
    with open(path, "w") as file:
        for _ in range(1_000):
            file.write('{"resourceType":"MedicationRequest","id"\n' * 1_000)
    with open(path) as file:
        status, said, unread = peak(binary, "--stdin-ndjson", stdin=file)
    check(status == 2 and said.count(b"\n") == 1_000_000, f"1,000,000 unread lines: exit {status}")
    check(unread < most[0] + 32, f"memory grows with unread lines: {unread:.0f} MB")
    print(
        f"lines: {most[0]:.0f} MB for 25 MB of lines, {most[1]:.0f} MB for 100 MB, {unread:.0f} MB for 1,000,000 "
        "unread ones")


def swapped(binary, folder, rounds):
    """What is read are the names of a medicine: "outside" has another than the tree."""
    tree, outside = os.path.join(folder, "tree"), os.path.join(folder, "outside")
    for place, medicine in ((tree, "quinine"), (outside, "digoxin")):
        for number in range(40):
            os.makedirs(os.path.join(place, f"ward{number:02}", "inner"))
            for patient in range(25):
                with open(os.path.join(place, f"ward{number:02}", "inner", f"p{patient}.txt"), "w") as file:
                    file.write(medicine + "\n")
    pairs = []
    for number in range(40):
        # One of the two only: a swap through a swapped folder would carry what is outside into the tree.
        name = os.path.join(f"ward{number:02}", *["inner"] * (number % 2))
        link = os.path.join(folder, f"link{number}")
        os.symlink(os.path.join(outside, name), link)
        pairs.append((os.path.join(tree, name), link))
    done = threading.Event()
    swaps = [0]

    def swap():
        exchange = ctypes.CDLL(None, use_errno=True).renameat2
        generator = random.Random(2)
        while not done.is_set():
            one, other = generator.choice(pairs)
            # Both names at once: there is always either the folder or the link.
            swaps[0] += exchange(-100, one.encode(), -100, other.encode(), 2) == 0

    swapper = threading.Thread(target=swap)
    swapper.start()
    seen = collections.Counter()
    for turn in range(rounds // 4):
        options = ("--follow-links",) if turn % 2 else ()
        answer = run(binary, tree, *options, stdout=subprocess.PIPE)
        check(answer.returncode in (0, 1, 2, 65), f"exit {answer.returncode}")
        check(b"digoxin" not in answer.stdout.lower(), "a scan left its folder")
        seen["read"] += answer.stdout.count(b"\n")
        seen["refused"] += answer.stderr.count(b"leads outside the folder") + answer.stderr.count(b"cannot be opened")
    done.set()
    swapper.join()
    check(seen["refused"] > 0, "no scan met a swapped folder")
    print(f"swapped: {swaps[0]} swaps during {rounds // 4} scans, {seen['read']} files read, {seen['refused']} refused as links")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--rounds", type=int, default=100)
    chosen = parser.parse_args()
    tests = {test.__name__: test for test in (salted, kills, full, pipe, order, spill, memory, lines, swapped)}
    # Each in a process of its own: what one has held would count for the scans that the next one starts.
    failed = [name for name in chosen.names or tests if not kept(tests[name], chosen)]
    sys.exit(1 if failed else 0)


def kept(test, chosen):
    if (runner := os.fork()) != 0:
        return os.waitpid(runner, 0)[1] == 0
    folder = tempfile.mkdtemp(prefix="crampcheck-scan-")
    began = time.monotonic()
    status = 1
    try:
        test(os.path.abspath(chosen.bin), folder, chosen.rounds)
        print(f"        {time.monotonic() - began:.0f} s")
        status = 1 if broken else 0
    except BaseException:
        traceback.print_exc()
    finally:
        shutil.rmtree(folder)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    main()
