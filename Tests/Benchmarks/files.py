"""Many files: bundles and C-CDA documents, with one thread and with two, beside those who only parse them.

Real files are taken from --corpus (or `../shared/corpus` beside the project, where it is), each under many names; without
it they are made up."""
import json
import os
import random
import re
import statistics
import subprocess
import sys
import time

import generate_bulk

HERE = os.path.dirname(os.path.abspath(__file__))
CORPUS = os.path.join(HERE, "..", "..", "..", "shared", "corpus")
DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<recordTarget><patientRole><patient><administrativeGenderCode code="F"/><birthTime value="19480302"/></patient></patientRole></recordTarget>
<component><structuredBody><component><section><templateId root="2.16.840.1.113883.10.20.22.2.1.1"/>
<code code="10160-0" codeSystem="2.16.840.1.113883.6.1"/><title>Medications</title>%s</section></component></structuredBody></component>
</ClinicalDocument>
"""
MEDICINE = """<entry><substanceAdministration classCode="SBADM" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.16"/>
<statusCode code="active"/><effectiveTime xsi:type="IVL_TS"><low value="20240103"/></effectiveTime>
<consumable><manufacturedProduct classCode="MANU"><manufacturedMaterial>
<code code="%s" codeSystem="2.16.840.1.113883.6.88" displayName="%s"/></manufacturedMaterial></manufacturedProduct></consumable>
</substanceAdministration></entry>
"""


def bundle(generator, medicines):
    """A bundle of which most resources say nothing of medicines, as in real ones."""
    patient = generate_bulk.uuid(generator)
    entries = []
    for code, name, _ in generator.choices(generate_bulk.MEDICINES, k=medicines):
        order = generate_bulk.request(generator, patient, code, name)
        entries.append({"fullUrl": "urn:uuid:" + order["id"], "resource": order})
        for _ in range(12):
            entries.append({"fullUrl": "urn:uuid:" + generate_bulk.uuid(generator), "resource": {
                "resourceType": "Encounter", "id": generate_bulk.uuid(generator), "status": "finished",
                "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"},
                "subject": {"reference": f"Patient/{patient}"},
                "period": {"start": "2020-05-01T10:00:00Z", "end": "2020-05-01T10:30:00Z"},
                "note": [{"text": "an invented visit " * 20}]}})
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()


def document(generator, medicines):
    chosen = generator.choices([one for one in generate_bulk.MEDICINES if one[0]], k=medicines)
    return (DOCUMENT % "".join(MEDICINE % (code, name) for code, name, _ in chosen)).encode()


def read(path):
    with open(path, "rb") as source:
        return source.read()


def samples(corpus, ends, holds):
    folder = os.path.join(corpus, "patient-lists")
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    return [data for data in (read(os.path.join(folder, name)) for name in names if name.endswith(ends)) if holds in data]


def spread(folder, contents, count, end):
    """Puts each of the contents under as many names as it takes, spread evenly."""
    os.mkdir(folder)
    for number in range(count):
        first = os.path.join(folder, f"{number % len(contents):05}{end}")
        path = os.path.join(folder, f"{number:05}{end}")
        if number < len(contents):
            with open(path, "wb") as out:
                out.write(contents[number])
        else:
            os.link(first, path)
    return sum(len(contents[number % len(contents)]) for number in range(count))


def scan(binary, folder, jobs):
    """Seconds, and the share of processor time that reading took."""
    begun = time.perf_counter()
    done = subprocess.run(
        [binary, "scan", folder, "--jobs", str(jobs), "--verbose", "--summary", os.devnull], stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, check=False)
    taken = time.perf_counter() - begun
    if done.returncode not in (0, 1, 2):
        sys.exit(f"scan: exit status {done.returncode}")
    share = re.search(rb"reading \((\d+)%\)", done.stderr)
    return taken, int(share.group(1)) if share else 0


def parsed(module, parse, contents, count):
    """Seconds that a parser takes alone."""
    if module is None:
        return None
    begun = time.perf_counter()
    for number in range(count):
        parse(contents[number % len(contents)])
    return time.perf_counter() - begun


def module(name):
    try:
        return __import__(name, fromlist=["etree"])
    except ImportError:
        return None


def measures(binary, folder, scale, corpus=CORPUS, times=5):
    """Rows of the table: what, our seconds, the peer, its seconds, what is asked."""
    generator = random.Random(1)
    bundles = samples(corpus, ".json", b'"Bundle"') or [bundle(generator, size) for size in (3, 8, 20, 60)]
    documents = samples(corpus, ".xml", b"<ClinicalDocument") or [document(generator, size) for size in (2, 9, 30)]
    orjson, lxml = module("orjson"), module("lxml.etree")
    kinds = (
        ("bundles", bundles, int(4000 * scale), ".json", "orjson.loads", orjson, lambda data: orjson.loads(data)),
        ("C-CDA documents", documents, int(700 * scale), ".xml", "lxml", lxml, lambda data: lxml.fromstring(data)))
    for what, contents, count, end, peer, parser, parse in kinds:
        path = os.path.join(folder, what.split()[0])
        size = spread(path, contents, count, end)
        runs = [(scan(binary, path, 1), scan(binary, path, 2)) for _ in range(times)]
        one = statistics.median(first[0] for first, _ in runs)
        two = statistics.median(second[0] for _, second in runs)
        share = statistics.median(second[1] for _, second in runs)
        what = (f"scan of {count:,} {what}, {size / 1e6:.0f} MB, two threads: {count / two:,.0f} files/s, {size / two / 1e6:.0f} MB/s, "
                f"{share:.0f} % parsing")
        yield what, two, "one thread", one, "0.59"
        yield what, two, peer, parsed(parser, parse, contents, count), ""
    yield from large_bundle(binary, folder, bundles)


def large_bundle(binary, folder, bundles):
    """A bundle of 4 MB, and what starting up is of that."""
    objects = [json.loads(data) for data in bundles]
    entries, size = [], 0
    while size < 4_000_000:
        for one in objects:
            for entry in one.get("entry", []):
                if size < 4_000_000:
                    entries.append(entry)
                    size += len(json.dumps(entry))
    path = os.path.join(folder, "large.json")
    with open(path, "w", encoding="utf-8") as out:
        json.dump({"resourceType": "Bundle", "type": "collection", "entry": entries}, out)

    def seconds(*command):
        begun = time.perf_counter()
        subprocess.run([binary, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        return time.perf_counter() - begun
    pairs = [(seconds("check", path), seconds("drug", "quinine")) for _ in range(21)]
    yield (f"check of a bundle of {os.path.getsize(path) / 1e6:.1f} MB", statistics.median(a for a, _ in pairs),
           "drug quinine", statistics.median(b for _, b in pairs), "30 ms")
