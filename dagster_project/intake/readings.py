"""What came of reading each submission, kept so that nothing is read twice. Derived: without it all is read again."""

import glob
import json
import os
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from dagster_project.forms import Form
from dagster_project.home import Home
from dagster_project.intake.places import DIVISIONS
from dagster_project.intake.raw import flush

_OF_READER = ("parts", "person", "places", "raw", "reading", "records", "worker")


def reader_version(forms_dir: Path, divisions: Path = DIVISIONS) -> str:
    """Changes with the reader's code, the reading library and the forms: then everything is read again."""
    here = Path(__file__).parent
    found = sha256(version("python-calamine").encode())
    code = [*sorted(here.glob("container/*.py")), *sorted(here.glob("layout/*.py"))]
    for path in [*code, *(here / f"{name}.py" for name in _OF_READER), here.parent / "forms" / "catalogue.py",
                 here.parent / "forms" / "ours.py",
                 forms_dir / "form.csv", forms_dir / "form_column.csv", forms_dir / "file_limit.csv", divisions]:  # fmt: skip
        found.update(path.read_bytes())
    return "1." + found.hexdigest()[:8]


class Store:
    """readings: {submission id: reading with its raw_run}, of this reader and this person key only."""

    def __init__(self, home: Home, forms_dir: Path, key: bytes, divisions: Path = DIVISIONS):
        self.folder, self.file, self.key = home.raw, home.raw / "reading.json", key
        self.version = reader_version(forms_dir, divisions)
        self.made_by = {"reader_version": self.version, "person_key": sha256(b"mark" + key).hexdigest()[:16]}
        self.readings: dict[str, dict] = self._load()

    def _load(self) -> dict[str, dict]:
        try:
            self.stored = self.file.read_text("utf-8")
            stored = json.loads(self.stored)
        except (OSError, ValueError):
            self.stored, stored = "", {}
        if stored.get("made_by") != self.made_by:
            return {}
        return {name: r for name, r in stored["readings"].items() if self._has_rows(r)}

    def _has_rows(self, reading: dict) -> bool:
        """False when a Parquet file it speaks of is gone."""
        return all(
            (self.folder / code / f"{reading['raw_run']}.parquet").exists() for code in reading["forms"]
        )

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
        """Write the readings of these submissions, if anything changed."""
        readings = {name: self.readings[name] for name in sorted(ids & self.readings.keys())}
        text = json.dumps({"made_by": self.made_by, "readings": readings}, ensure_ascii=False) + "\n"
        if text == self.stored:
            return
        temporary = self.file.with_name("reading.json.tmp")
        temporary.write_text(text, "utf-8")
        flush(temporary)
        os.replace(temporary, self.file)
        flush(self.folder)
        self.stored = text

    def sweep(self, forms: tuple[Form, ...]) -> None:
        """Remove Parquet files that no reading speaks of: rows of killed runs and of older readers."""
        runs = {reading["raw_run"] for reading in self.readings.values()}
        for form in forms:
            for path in (self.folder / form.code).glob("*.parquet*"):
                if path.name != "schema.parquet" and path.name.removesuffix(".parquet") not in runs:
                    path.unlink(missing_ok=True)
