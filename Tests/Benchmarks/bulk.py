"""Many patients in one file: `crampcheck scan` beside those who only read the lines.

DuckDB reads four fields of each line and joins them with a table of two columns, orjson makes objects of the lines;
neither resolves, checks or reports. Two threads each, where they use threads."""
import os
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
FIELDS = """
SELECT count(*), count(drugs.name) FROM (
  SELECT json_extract_string(line, '$.id') AS id, json_extract_string(line, '$.status') AS status,
    json_extract_string(line, '$.subject.reference') AS patient,
    json_extract_string(line, '$.medicationCodeableConcept.coding[0].code') AS code
  FROM read_json_objects('{path}', format = 'newline_delimited') AS t(line)) AS lines
LEFT JOIN drugs ON drugs.code = lines.code"""
# The same with DuckDB told beforehand what the lines hold, and nothing else of them read: its quickest way.
TYPED = """
SELECT count(*), count(drugs.name), min(lines.id), min(lines.status), min(lines.subject.reference)
FROM read_json('{path}', format = 'newline_delimited', columns = {{id: 'VARCHAR', status: 'VARCHAR',
  subject: 'STRUCT(reference VARCHAR)', medicationCodeableConcept: 'STRUCT("text" VARCHAR)'}}) AS lines
LEFT JOIN drugs ON drugs.name = lines.medicationCodeableConcept.text"""


def timed(work):
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def measures(binary, folder, lines, patients, times=3):
    """Rows of the table: what, our seconds, the peer, its seconds, what is asked."""
    path = os.path.join(folder, "bulk.ndjson")
    subprocess.run(
        [sys.executable, os.path.join(HERE, "generate_bulk.py"), str(lines), path, "--patients", str(patients)],
        check=True, stdout=subprocess.DEVNULL)
    what = f"scan of {lines:,} MedicationRequest lines, {os.path.getsize(path) // 1_000_000} MB"

    def scan():
        done = subprocess.run(
            [binary, "scan", path, "--jobs", "2"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        if done.returncode not in (0, 1, 2):
            sys.exit(f"scan: exit status {done.returncode}")
    ours = statistics.median(timed(scan) for _ in range(times))
    peers = (
        ("DuckDB, read_json_objects", duckdb(path, times, FIELDS), "1.5"),
        ("DuckDB, read_json, columns named", duckdb(path, times, TYPED), "1.5"),
        ("orjson.loads", orjson(path, times), ""))
    for peer, theirs, asked in peers:
        yield what, ours, peer, theirs, asked


def duckdb(path, times, query):
    try:
        import duckdb as module
    except ImportError:
        return None
    from generate_bulk import MEDICINES
    connection = module.connect(config={"threads": 2})
    connection.execute("CREATE TABLE drugs (code VARCHAR, name VARCHAR)")
    connection.executemany("INSERT INTO drugs VALUES (?, ?)", [[code, name] for code, name, _ in MEDICINES])
    return statistics.median(timed(lambda: connection.execute(query.format(path=path)).fetchall()) for _ in range(times))


def orjson(path, times):
    try:
        import orjson as module
    except ImportError:
        return None

    def read():
        with open(path, "rb") as lines:
            for line in lines:
                module.loads(line)
    return statistics.median(timed(read) for _ in range(times))
