"""Returned workbooks into the outbox: only those that would say something new, then one zip a body."""

import io
import json
import shutil
from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

import duckdb

from dagster_project.home import REPO, Home
from dagster_project.intake.bodies import REGION_FOLDER
from dagster_project.outbox import outbox_of, write_json, write_whole
from dagster_project.returned.findings import Finding, Wanted, banners, findings_of, wanted

FOLDER, ZIP, STATE = "退回修改", "退回修改.zip", ".returned.json"
_CODE = ("dagster_project/returned/*.py", "dagster_project/forms/*.py", "dagster_project/forms/*.csv")
_LONGEST = 230  # bytes of a file's name
_LONGEST_PATH = 1_500  # bytes below 退回修改


@dataclass
class Written:
    """What one run did. standing: workbooks that lie in the outbox; failed: submissions whose workbook could not be made."""

    written: int = 0
    standing: int = 0
    failed: int = 0


def write_returned(home: Home) -> Written:
    """Bring outbox/<year>/<body>/退回修改 to what the warehouse says; call with the run lock held, after receipts."""
    from dagster_project.token import digest_of

    done = Written()
    with duckdb.connect(str(home.warehouse), read_only=True) as connection:
        made_by = digest_of(REPO, _CODE) + digest_of(home.seeds("forms"), ("*.csv",)) + digest_of(home.seeds("codes"), ("*.csv",))
        of_body: dict[Path, list[Wanted]] = defaultdict(list)
        try:
            all_wanted = wanted(connection, home, made_by)
        except duckdb.Error:  # a table is broken, which a gate has said: what lies in the outbox stands
            return Written(failed=1)
        for one in all_wanted:
            of_body[outbox_of(home, one.year, one.bureau_name or REGION_FOLDER)].append(one)
        for folder, own in of_body.items():
            _Body(home, connection, folder, own, done).settle()
    for state in home.outbox.glob(f"*/*/{STATE}"):
        if state.parent not in of_body:
            _clear(state.parent)
    return done


def _clear(folder: Path) -> None:
    shutil.rmtree(folder / FOLDER, ignore_errors=True)
    for name in (ZIP, STATE):
        (folder / name).unlink(missing_ok=True)


class _Body:
    """The returned workbooks of one body and year."""

    def __init__(self, home: Home, connection, folder: Path, own: list[Wanted], done: Written):
        self.home, self.connection, self.folder, self.done = home, connection, folder, done
        self.names = dict(zip([one.id for one in own], file_names([one.place for one in own]), strict=True))
        self.own, self.before = own, _state(folder / STATE)

    def settle(self) -> None:
        """Write what is new, take away what is answered; the note of it is written last: a killed run writes again."""
        new = [one for one in self.own if not self._stands(one)]
        found = findings_of(self.connection, [one.id for one in new]) if new else {}
        failed = {one.id for one in new if not self._write(one, found[one.id])}
        standing = [one for one in self.own if one.id not in failed]
        swept = self._sweep({self.names[one.id] for one in standing})
        if new or swept or not (self.folder / ZIP).exists():
            self._zip()
            write_json(self.folder / STATE, {one.id: {"file": self.names[one.id], "digest": one.digest} for one in standing})
        self.done.written += len(new) - len(failed)
        self.done.standing += len(standing)
        self.done.failed += len(failed)

    def _stands(self, one: Wanted) -> bool:
        is_same = self.before.get(one.id) == {"file": self.names[one.id], "digest": one.digest}
        return is_same and (self.folder / FOLDER / self.names[one.id]).exists()

    def _write(self, one: Wanted, findings: list[Finding]) -> bool:
        from dagster_project.returned.make import make

        try:
            content = make(self.home, one, findings, banners(self.connection, one.year, one.bureau_code))
        except Exception:  # noqa: BLE001 - one file that cannot be marked never stops the figures or the others
            content = None
        if content is None:
            return False
        write_whole(self.folder / FOLDER / self.names[one.id], content)
        return True

    def _sweep(self, names: set[str]) -> int:
        """Files that no submission in force has any more, and folders left empty; returns how many files."""
        base, gone = self.folder / FOLDER, 0
        for path in sorted(base.rglob("*"), reverse=True):
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.relative_to(base).as_posix() not in names:
                path.unlink()
                gone += 1
        return gone

    def _zip(self) -> None:
        base, out = self.folder / FOLDER, io.BytesIO()
        files = sorted(path for path in base.rglob("*") if path.is_file())
        if not files:
            _clear(self.folder)
            return
        with ZipFile(out, "w") as pack:
            for path in files:
                info = ZipInfo(path.relative_to(base).as_posix())
                info.external_attr = 0o600 << 16
                pack.writestr(info, path.read_bytes())  # stored: a workbook is packed already
        write_whole(self.folder / ZIP, out.getvalue())


def _state(file: Path) -> dict:
    try:
        return json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def file_names(places: list[str]) -> list[str]:
    """A name for each below 退回修改: the place as handed in, as .xlsx; where two would be one, its old ending stays in it.
    What the system would not take is cut and marked; no file bears the name of a folder.
    """
    found, used = [], {place for place in places if place.lower().endswith(".xlsx")}
    for place in places:
        path = PurePosixPath(place)
        name = place if place in used else path.with_suffix(".xlsx").as_posix()
        if place not in used and name in used:
            name = path.with_name(f"{path.stem}（{path.suffix[1:]}）.xlsx").as_posix()
        used.add(name)
        found.append(_fitting(PurePosixPath(name)))
    folders = {str(folder) for name in found for folder in PurePosixPath(name).parents}
    return [name.removesuffix(".xlsx") + "（文件）.xlsx" if name in folders else name for name in found]


def _fitting(path: PurePosixPath) -> str:
    """Names and the whole of a path as long as the system takes them: members of a zip may be called anything."""
    parts = [_cut(part) for part in path.with_suffix("").parts]
    name = "/".join(parts)
    return f"{name if len(name.encode()) <= _LONGEST_PATH else _cut(parts[-1], str(path))}.xlsx"


def _cut(name: str, whole: str = "") -> str:
    """Cut where it is too long, or where it stands for something longer; then with a mark, so that no two become one."""
    if len(name.encode()) <= _LONGEST and not whole:
        return name
    return name.encode()[: _LONGEST - 10].decode("utf-8", "ignore") + "~" + sha256((whole or name).encode()).hexdigest()[:8]
