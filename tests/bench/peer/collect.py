"""
A folder of returns read, checked and stored as a script of a day does it: `python3 collect.py WAY FOLDER`, WAY one of
openpyxl and pandas; prints one line of JSON. The clock starts when the libraries are loaded.
"""
import json
import re
import resource
import sqlite3
import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path

way, folder = sys.argv[1], Path(sys.argv[2])
returns = sorted((folder / "returns").iterdir())
if way == "openpyxl":
    import openpyxl

    def read(file):
        sheet = openpyxl.load_workbook(file, data_only=True).worksheets[0]
        return [list(line) for line in sheet.iter_rows(values_only=True)]

else:
    import pandas

    def read(file):
        frame = pandas.read_excel(file, header=None, dtype=object)
        return frame.astype(object).where(frame.notna(), None).values.tolist()


def check(lines):
    header = next(at for at, line in enumerate(lines) if line[2] == "户主姓名")
    for at, line in enumerate(lines[header + 1 :], header + 2):
        serial, unit, name, households, money, share, finished, day, phone = line[:9]
        if serial == "合计":
            break
        if name is None:
            continue
        fits = (
            isinstance(unit, str)
            and isinstance(name, str)
            and all(isinstance(figure, (int, float)) for figure in (households, money, share))
            and finished in ("是", "否")
            and (day is None or isinstance(day, (date, datetime)))
            and re.fullmatch(r"1\d{10}", str(phone))
        )
        if not fits:
            raise ValueError(f"row {at} is not what it should be: {line}")
        iso = None if day is None else day.isoformat()[:10]
        yield f"C{at}", unit, name, households, money, share, int(finished == "是"), iso, str(phone)


with tempfile.TemporaryDirectory() as place:
    database = sqlite3.connect(Path(place) / "peer.sqlite")
    database.execute("pragma journal_mode = WAL")
    database.execute("pragma synchronous = FULL")
    database.execute(
        "create table rows (id integer primary key, file text, cell text, unit text, name text, households integer,"
        " money real, share real, finished integer, day text, phone text) strict"
    )
    started = time.perf_counter()
    count = 0
    for file in returns:
        rows = [(str(file), *row) for row in check(read(file))]
        database.executemany("insert into rows values (null, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        count += len(rows)
    database.commit()
    seconds = time.perf_counter() - started
    database.close()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "rows": count, "peakMebibytes": peak}))
