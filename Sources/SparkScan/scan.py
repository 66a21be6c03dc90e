#!/usr/bin/env python3
"""Checks all patients of FHIR NDJSON files on a Spark cluster: one result a patient, as crampcheck's scan gives it.

    spark-submit scan.py --crampcheck /usr/local/bin/crampcheck --output RESULTS INPUT... [-- --country us]

INPUT names files or folders of lines, one resource a line (a Bulk Data export), as Spark takes them; RESULTS is a
folder that does not exist yet. What stands behind -- goes to every crampcheck. README.md beside this file says more.

The job finds out whose each line is and brings the lines of a patient together; everything else is crampcheck's.
"""
import argparse
import datetime
import json
import os
import re
import sys

# Types of resources that crampcheck looks at; lines of others need not travel.
LOOKED_AT = frozenset((
    "AllergyIntolerance", "Bundle", "Condition", "Immunization", "List", "Medication", "MedicationAdministration",
    "MedicationDispense", "MedicationOrder", "MedicationPrescription", "MedicationRequest", "MedicationStatement",
    "MedicationUsage", "Observation", "OperationOutcome", "Parameters", "Patient"))
# Documents of their own: whose they are stands within.
WHOLE = frozenset(("Bundle", "OperationOutcome", "Parameters"))
NOBODY = ""
SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class Unreadable(ValueError):
    """A line that crampcheck will not read either."""


def unique(pairs):
    """An object, unless a key stands twice in it."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable("a key stands twice")
    return found


def refuse(word):
    raise Unreadable(word)


def parsed(line):
    """The resource on a line.

    Stricter than Python: a line that crampcheck refuses must not spoil the document of a patient.
    """
    if "\ufffd" in line:
        raise Unreadable("not UTF-8")
    resource = json.loads(line, object_pairs_hook=unique, parse_constant=refuse)
    if SURROGATE.search(line):
        json.dumps(resource, ensure_ascii=False).encode()
    if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
        raise Unreadable("no resource")
    return resource


def reference(element):
    """The key that an element refers to; None when it refers to nothing."""
    text = element.get("reference") if isinstance(element, dict) else None
    if isinstance(text, dict):
        return reference(text)
    return key(text.strip()) if isinstance(text, str) else None


def key(text):
    """Patient/7 for Patient/7, https://example.org/fhir/Patient/7/_history/2 and the like; else as written."""
    if text.startswith(("#", "urn:")) or text.count("/") <= 1:
        return text
    parts = [part for part in text.split("/") if part]
    if len(parts) > 2 and parts[-2] == "_history":
        parts = parts[:-2]
    return "/".join(parts[-2:]) if len(parts) >= 2 else text


def own_key(resource):
    return f"{resource['resourceType']}/{resource['id']}" if isinstance(resource.get("id"), str) else None


def owner(resource):
    """The key of the patient."""
    if resource["resourceType"] == "Patient":
        return own_key(resource) or NOBODY
    return reference(resource.get("subject")) or reference(resource.get("patient")) or NOBODY


def sort_out(numbered):
    """(kind, key, (number, line, key of the medicine it refers to)) for a line; nothing for one that nobody needs."""
    line, number = numbered
    line = line.strip(" \t\r")
    if not line:
        return
    try:
        resource = parsed(line)
    except (ValueError, RecursionError):
        # A line of its own, so that its answer says that it was not read.
        yield "patient", ("line", number), (number, line.replace("\ufffd", ""), None)
        return
    kind = resource["resourceType"]
    if kind not in LOOKED_AT and not kind.lower().startswith("medic"):
        return
    if kind == "Medication":
        yield "medicine", own_key(resource), (number, line, None)
    elif kind in WHOLE:
        yield "patient", ("line", number), (number, line, None)
    else:
        medicine = resource.get("medicationReference") or resource.get("medication")
        yield "patient", ("patient", owner(resource)), (number, line, reference(medicine))


def document(rows, medicines):
    """(number of the first line, one line with all resources of a patient in the order of the input)."""
    rows = sorted(rows)
    if len(rows) == 1 and rows[0][2] is None:
        return rows[0][:2]
    wanted = sorted({row[2] for row in rows if row[2] in medicines})
    return rows[0][0], "[" + ",".join([row[1] for row in rows] + [medicines[name] for name in wanted]) + "]"


def files(context, inputs):
    """The files of the inputs in the order of their names, as a scan on one machine takes them: not every file system
    lists them so. As elsewhere in Hadoop, those whose names begin with a full stop or an underscore are left out."""
    found = []
    for name in inputs:
        path = context._jvm.org.apache.hadoop.fs.Path(name)
        system = path.getFileSystem(context._jsc.hadoopConfiguration())
        below = []
        for match in system.globStatus(path) or ():
            root = match.getPath().toString()
            listing = system.listFiles(match.getPath(), True)
            while listing.hasNext():
                file = listing.next().getPath().toString()
                if not any(part.startswith((".", "_")) for part in file[len(root):].split("/")):
                    below.append(file)
        if not below:
            sys.exit(f"{name}: no file is there")
        found += sorted(below, key=lambda file: file.encode())
    return found


def escaped(path):
    """For the list of paths that Hadoop takes, in which some characters stand for others."""
    return re.sub(r"([\\,{}\[\]*?])", r"\\\1", path)


def numbered_lines(context, inputs):
    """(line, number) over all inputs; lines end at line feeds alone, since other line ends may stand within JSON."""
    lines = context.newAPIHadoopFile(
        ",".join(escaped(file) for file in files(context, inputs)),
        "org.apache.hadoop.mapreduce.lib.input.TextInputFormat", "org.apache.hadoop.io.LongWritable",
        "org.apache.hadoop.io.Text", conf={"textinputformat.record.delimiter": "\n"})
    return lines.values().zipWithIndex()


def results(context, inputs, crampcheck, options, partitions):
    """Lines of JSON, one a patient, in the order in which the patients first appear."""
    rows = numbered_lines(context, inputs).flatMap(sort_out)
    medicines = context.broadcast(
        rows.filter(lambda row: row[0] == "medicine" and row[1]).map(lambda row: (row[1], row[2][1])).collectAsMap())
    patients = rows.filter(lambda row: row[0] == "patient").map(lambda row: row[1:]).groupByKey(partitions)
    documents = patients.map(lambda patient: document(patient[1], medicines.value)).sortByKey(numPartitions=partitions)
    # 1 and 2 are answers (something was found, something was not read); any other status fails the task.
    command = " ".join(quoted(word) for word in (
        "/bin/sh", "-c", '"$0" "$@" || [ $? -le 2 ]', crampcheck, "scan", "--stdin-ndjson", "--jobs", "1", *options))
    return documents.values().pipe(command, env={"PATH": "/usr/bin:/bin"}, checkCode=True)


def quoted(word):
    """For the shell-like splitting that Spark does."""
    return "'" + word.replace("'", "'\"'\"'") + "'"


def arguments(words):
    words, options = (words[:words.index("--")], words[words.index("--") + 1:]) if "--" in words else (words, [])
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], usage="%(prog)s [options] INPUT... [-- ...]")
    parser.add_argument("inputs", nargs="+", metavar="INPUT")
    parser.add_argument("--crampcheck", required=True, help="the program; at that path on every worker")
    parser.add_argument("--output", required=True, help="a folder that does not exist yet")
    parser.add_argument("--partitions", type=int, help="pieces that the patients are divided into")
    parsed_arguments = parser.parse_args(words)
    if not os.path.isabs(parsed_arguments.crampcheck):
        parser.error("--crampcheck takes an absolute path")
    if "--today" not in options:
        # Workers may pass midnight at different times.
        options = options + ["--today", datetime.date.today().isoformat()]
    return parsed_arguments, options


def main():
    chosen, options = arguments(sys.argv[1:])
    from pyspark import SparkConf, SparkContext

    context = SparkContext(conf=SparkConf().setAppName("crampcheck scan"))
    try:
        partitions = chosen.partitions or 4 * context.defaultParallelism
        results(context, chosen.inputs, chosen.crampcheck, options, partitions).saveAsTextFile(chosen.output)
    finally:
        context.stop()


if __name__ == "__main__":
    main()
