"""What came of reading each submission, kept so that nothing is read twice. Derived: without it all is read again."""

import glob
import json
import os
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from dagster_project.forms import Form
from dagster_project.forms.catalogue import unit_words
from dagster_project.home import Home
from dagster_project.intake.places import ALIASES, DIVISIONS
from dagster_project.intake.raw import flush

_OF_READER = ("parts", "person", "places", "raw", "reading", "records", "worker", "years")


def reader_version(forms_dir: Path, divisions: Path = DIVISIONS) -> str:
    """Changes with the reader's code, the reading library and the forms: then everything is read again."""
    here = Path(__file__).parent
    found = sha256(version("python-calamine").encode())
    code = [*sorted(here.glob("container/*.py")), *sorted(here.glob("layout/*.py"))]
    for path in [*code, *(here / f"{name}.py" for name in _OF_READER), here.parent / "forms" / "catalogue.py",
                 here.parent / "forms" / "ours.py",
                 forms_dir / "form.csv", forms_dir / "form_column.csv", forms_dir / "file_limit.csv", divisions, *sorted(forms_dir.glob("form_year.csv"))]:  # fmt: skip
        found.update(path.read_bytes())
    found.update(repr(sorted(unit_words(forms_dir).items())).encode())
    if (aliases := divisions.with_name(ALIASES)).exists():
        found.update(aliases.read_bytes())
    return "1." + found.hexdigest()[:8]


class Store:
    """readings: {submission id: reading with its raw_run}, of this reader and this person key only.

    Kept in raw/readings.jsonl: who made them, then [submission id, reading] a line. New ones are appended; of two the
    later counts. data: the whole lines as they stand on the disk.
    """

    def __init__(self, home: Home, forms_dir: Path, key: bytes, divisions: Path = DIVISIONS):
        self.folder, self.file, self.key = home.raw, home.raw / "readings.jsonl", key
        self.version = reader_version(forms_dir, divisions)
        self.made_by = {"reader_version": self.version, "person_key": sha256(b"mark" + key).hexdigest()[:16]}
        self.data, self.stored = self._load()
        self.readings: dict[str, dict] = self._with_rows(self.stored)

    def _load(self) -> tuple[bytes, dict[str, dict]]:
        try:
            data = self.file.read_bytes()
            data = data[: data.rfind(b"\n") + 1]  # a half line: a run was killed while it wrote
            made_by, *lines = json.loads(b"[%b]" % data[:-1].replace(b"\n", b","))
            return (data, dict(lines)) if made_by == self.made_by else (b"", {})
        except (OSError, ValueError, TypeError):
            return b"", {}

    def _with_rows(self, readings: dict[str, dict]) -> dict[str, dict]:
        """Those whose Parquet files are all there."""
        files = {(code, reading["raw_run"]) for reading in readings.values() for code in reading["forms"]}
        gone = {one for one in files if not (self.folder / one[0] / f"{one[1]}.parquet").exists()}
        if not gone:
            return dict(readings)
        return {
            name: reading for name, reading in readings.items()
            if not any((code, reading["raw_run"]) in gone for code in reading["forms"])
        }  # fmt: skip

    def later_than(self, size: int) -> set[str]:
        """Submissions whose reading was written behind the first `size` bytes."""
        return {json.loads(line)[0] for line in self.data[size:].splitlines()}

    def free_run(self, run_id: str, codes: list[str]) -> str:
        """A name for this run's files that no earlier file has: a killed run may have left some behind."""
        name, number = run_id, 1
        while any(self._files_of(code, name) for code in codes):
            number += 1
            name = f"{run_id}-{number}"
        return name

    def _files_of(self, code: str, run: str) -> list[Path]:
        """The Parquet files of a form that one run wrote, half ones too."""
        found = (self.folder / code).glob(f"{glob.escape(run)}*")
        return [path for path in found if path.name[len(run) :].startswith((".parquet", "_p"))]

    def drop(self, run: str, forms: tuple[Form, ...]) -> None:
        """Remove what a run that goes no further has written."""
        for form in forms:
            for path in self._files_of(form.code, run):
                path.unlink(missing_ok=True)

    def save(self, ids: set[str]) -> None:
        """Write the readings of these submissions, as far as they are new; all of them anew when too many lines are old."""
        wanted = {name: self.readings[name] for name in sorted(ids & self.readings.keys())}
        new = {name: reading for name, reading in wanted.items() if self.stored.get(name) is not reading}
        lines = self.data.count(b"\n") - 1 + len(new)
        if not self.data or self.stored.keys() - wanted.keys() or lines > 2 * len(wanted) + 100:
            self._write_all(wanted)
        elif new:
            self._append(_lines(new.items()))
        self.stored = wanted

    def _write_all(self, readings: dict[str, dict]) -> None:
        data = _lines((self.made_by, *readings.items()))
        temporary = self.file.with_name(self.file.name + ".tmp")
        temporary.write_bytes(data)
        flush(temporary)
        os.replace(temporary, self.file)
        flush(self.folder)
        self.data = data

    def _append(self, more: bytes) -> None:
        with self.file.open("r+b") as out:
            out.seek(len(self.data))
            out.truncate()
            out.write(more)
            out.flush()
            os.fsync(out.fileno())
        self.data += more

    def sweep(self, forms: tuple[Form, ...]) -> None:
        """Remove Parquet files that no reading speaks of: rows of killed runs and of older readers."""
        runs = {reading["raw_run"] for reading in self.readings.values()}
        for form in forms:
            for path in (self.folder / form.code).glob("*.parquet*"):
                if path.name != "schema.parquet" and path.name.removesuffix(".parquet") not in runs:
                    path.unlink(missing_ok=True)


def _lines(values: Iterable) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in values)
