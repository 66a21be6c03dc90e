#!/usr/bin/env python3
"""The Spark job in local-cluster mode against a scan on one machine.

    test_scan.py --crampcheck BINARY [--lines 100000]

Runs with a Python that has PySpark, and Java. Exit 0: equal; 1: a difference; 77: PySpark or Java is not here.
"""
import argparse
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGE = os.path.dirname(os.path.dirname(HERE))
JOB = os.path.join(PACKAGE, "Sources", "SparkScan", "scan.py")
GENERATE = os.path.join(PACKAGE, "Tests", "Benchmarks", "generate_bulk.py")
TODAY = "2026-11-24"

sys.path.insert(0, os.path.dirname(JOB))
sys.dont_write_bytecode = True
import scan  # noqa: E402


def types_of_the_reader():
    """The types that the reader's own list names."""
    path = os.path.join(PACKAGE, "Sources", "MedicationReaders", "FHIR", "FHIRName.swift")
    with open(path) as file:
        body = file.read().split("enum FHIRType", 1)[1].split("var isMedicine", 1)[0]
    return set(re.findall(r'case \w+ = "(\w+)"', body))


def comparable(lines):
    """Results without what documents put together cannot know."""
    found = []
    for line in lines:
        record = json.loads(line)
        record["source"]["path"] = "-"
        for part in ("entries", "remarks", "gaps"):
            for item in record.get(part, ()):
                item["line"] = 0
                item.pop("file", None)
        found.append(json.dumps(record, sort_keys=True))
    return found


def run_job(crampcheck, inputs, output):
    subprocess.run(
        [sys.executable, JOB, "--crampcheck", crampcheck, "--output", output, "--partitions", "6", *inputs, "--",
         "--today", TODAY],
        check=True, stderr=subprocess.DEVNULL, env={
            **os.environ, "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable,
            "PYSPARK_SUBMIT_ARGS": "--master local-cluster[2,1,1024] --conf spark.ui.enabled=false pyspark-shell"})
    lines = []
    for part in sorted(glob.glob(os.path.join(output, "part-*"))):
        with open(part) as file:
            lines += file.read().splitlines()
    return lines


def order(number, patient, **more):
    return json.dumps({
        "resourceType": "MedicationRequest", "id": str(number), "status": "active",
        "subject": {"reference": patient}, **more})


def mixed_lines():
    """Lines that need care: medicines by reference, a second address of a patient, and lines that cannot be read."""
    named = {"medicationCodeableConcept": {"text": "quinine sulfate 324 mg"}}
    return [
        order(1, "Patient/a", medicationReference={"reference": "Medication/m1"}),
        json.dumps({"resourceType": "Encounter", "subject": {"reference": "Patient/nobody"}}),
        order(2, "https://example.org/fhir/Patient/b", **named), "{\"resourceType\":", "",
        json.dumps({"resourceType": "Medication", "id": "m1", "code": {"text": "warfarin 5 mg"}}),
        order(3, "Patient/a", **named), json.dumps({"resourceType": "Patient", "id": "b", "gender": "female"}),
        '{"resourceType":"MedicationRequest","subject":{"reference":"Patient/b"},"id":"4","id":"5"}']


def check_mixed(crampcheck, folder):
    path = os.path.join(folder, "mixed.ndjson")
    with open(path, "w") as file:
        file.write("\n".join(mixed_lines()) + "\n")
    records = [json.loads(line) for line in run_job(crampcheck, [path], os.path.join(folder, "mixed.out"))]
    shown = [[entry["text"] for entry in record["entries"]] if "entries" in record else "unread" for record in records]
    expected = [["warfarin 5 mg", "quinine sulfate 324 mg"], ["quinine sulfate 324 mg"], "unread", "unread"]
    if shown != expected:
        sys.exit(f"mixed lines: {shown}")
    if "interaction" not in {finding["kind"] for finding in records[0]["findings"]}:
        sys.exit("mixed lines: quinine and warfarin of one patient did not meet")


def write_export(folder, count):
    """A folder of several files, the resources of each patient anywhere in them."""
    os.makedirs(folder)
    whole = os.path.join(folder, "whole")
    subprocess.run(
        [sys.executable, GENERATE, str(count), whole, "--patients", str(count * 12 // 100), "--scattered"], check=True)
    with open(whole) as file:
        rows = file.readlines()
    os.remove(whole)
    for part in range(3):
        # The last one has no line feed at its end.
        with open(os.path.join(folder, f"MedicationRequest.{part}.ndjson"), "w") as file:
            file.write("".join(rows[part::3]).rstrip("\n" if part == 2 else ""))
    patients = sorted({json.loads(row)["subject"]["reference"] for row in rows})
    with open(os.path.join(folder, "Patient.ndjson"), "w") as file:
        for number, patient in enumerate(patients[::2]):
            file.write(json.dumps({
                "resourceType": "Patient", "id": patient.split("/")[1], "birthDate": f"{1930 + number % 60}-05-01"}) + "\n")


def check_against_one_machine(crampcheck, folder, count):
    path = os.path.join(folder, "export")
    write_export(path, count)
    alone = os.path.join(folder, "alone.ndjson")
    status = subprocess.run([crampcheck, "scan", path, "--today", TODAY, "-o", alone]).returncode
    if status > 2:
        sys.exit(f"the scan on one machine failed: {status}")
    with open(alone) as file:
        expected = comparable(file)
    found = comparable(run_job(crampcheck, [path], os.path.join(folder, "export.out")))
    if found != expected:
        wrong = sum(a != b for a, b in zip(found, expected))
        sys.exit(f"{len(found)} patients against {len(expected)}, {wrong} differ in their place")
    print(f"{count} lines, {len(found)} patients: equal")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--crampcheck", required=True)
    parser.add_argument("--lines", type=int, default=100_000)
    chosen = parser.parse_args()
    if types_of_the_reader() != scan.LOOKED_AT:
        sys.exit(f"types that only one side reads: {types_of_the_reader() ^ scan.LOOKED_AT}")
    try:
        import pyspark  # noqa: F401
    except ImportError:
        sys.exit(77)
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        sys.exit(77)
    folder = tempfile.mkdtemp(prefix="crampcheck-spark-")
    try:
        crampcheck = os.path.abspath(chosen.crampcheck)
        check_mixed(crampcheck, folder)
        check_against_one_machine(crampcheck, folder, chosen.lines)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
