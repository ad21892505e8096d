"""Where a person of the rosters stands written: names, ID numbers and telephones of a home searched in files of any kind."""

import io
import re
import sqlite3
import zlib
from collections import defaultdict
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import duckdb
from pypdf import PdfReader

from dagster_project.home import Home

_NUMBERS = (re.compile(r"(?=(?<!\d)(\d{17}[\dXx])(?!\d))"), re.compile(r"(?=(?<!\d)(1[3-9]\d{9})(?!\d))"))
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_SQLITE, _ZIP, _DUCKDB, _PDF = b"SQLite format 3\0", b"PK\x03\x04", b"DUCK", b"%PDF-"


def people(home: Home) -> dict[str, set[str]]:
    """{body code: names, ID numbers and telephones in its rosters and results, as they were handed in}."""
    found = defaultdict(set)
    with duckdb.connect() as db:
        for folder in ("roster_a", "roster_b", "result"):
            rows = db.sql(f"from read_parquet('{home.raw / folder}/*.parquet', union_by_name = true) where row_kind = 'data'")
            own = [name for name in ("person_name", "id_number", "phone") if name in rows.columns]
            joined = f"select s.bureau_code, {', '.join(f'r.{name}' for name in own)} from rows as r join '{home.raw}/submission.parquet' as s using (submission_id)"
            for body, *values in db.sql(joined).fetchall():
                found[body] |= {value for value in values if value and len(value) >= 3}
    return dict(found)


def persons_in(path: Path, words: set[str]) -> set[str]:
    """Which of the words stand in a file: text, database, workbook or archive, also escaped or compressed inside."""
    content = path.read_bytes()
    if content.startswith(_SQLITE):
        return _among(_of_sqlite(path), words)
    if content[8:12] == _DUCKDB:
        return _among(_of_duckdb(path), words)
    return _among(_texts(content), words)


def _among(texts, words: set[str]) -> set[str]:
    lengths = {len(word) for word in words if not word.isascii()}
    found = set()
    for text in texts:
        text = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)
        pieces = {piece for pattern in _NUMBERS for piece in pattern.findall(text)}
        cjk = re.findall(r"[\u3400-\u9fff0-9]{2,}", text)
        pieces |= {run[at : at + n] for run in cjk for n in lengths for at in range(len(run) - n + 1)}
        found |= pieces & words
    return found


def _texts(content: bytes):
    """The text of a file, and of what is packed in it."""
    if content.startswith(_PDF):
        for page in PdfReader(io.BytesIO(content)).pages:
            yield re.sub(r"\s+", "", page.extract_text())  # a name may be broken between two lines
    if not content.startswith(_ZIP):
        yield content.decode("utf-8", "replace")
        return
    try:
        with ZipFile(io.BytesIO(content)) as pack:
            for name in pack.namelist():
                yield name
                yield from _texts(pack.read(name))
    except BadZipFile:
        yield content.decode("utf-8", "replace")


def _of_sqlite(path: Path):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        db.text_factory = bytes
        for (table,) in db.execute("select name from sqlite_master where type = 'table'").fetchall():
            for row in db.execute(f'select * from "{table.decode()}"'):
                yield "\n".join(_plain(value) for value in row if isinstance(value, bytes))


def _plain(value: bytes) -> str:
    try:
        value = zlib.decompress(value)
    except zlib.error:
        pass
    return value.decode("utf-8", "replace")


def _of_duckdb(path: Path):
    with duckdb.connect(str(path), read_only=True) as db:
        for (table,) in db.execute("select table_name from duckdb_tables()").fetchall():
            for column in db.table(table).columns:
                values = db.execute(f'select distinct "{column}"::varchar from "{table}" where "{column}" is not null').fetchall()
                yield "\n".join(value for (value,) in values)
