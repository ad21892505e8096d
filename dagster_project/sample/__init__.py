"""Fictitious submissions: a demonstration inbox of people who do not exist, the same for the same seed.

Planted on purpose (cases.py): scopes above, at and below the post limit, uncertain or without posts; a quota line that is
over and one that is full; tables of totals that agree with the rosters, differ by one person, or are missing; a publicity
that is a day too short beside one that is long enough; an extension and a consultation.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from .files import SampleFile, make_files
from .plan import designed_cases, make_plan
from .registers import designed_registers

__all__ = ["SampleSummary", "designed_cases", "make_plan", "write_sample"]

MARKER = ".sample.json"
FIRST_YEAR, LAST_YEAR = 2023, 2024


@dataclass(frozen=True)
class SampleSummary:
    """What was written: workbooks, roster rows, years, and the folder."""

    folder: Path
    workbooks: int
    rows: int
    years: tuple[int, ...]


def write_sample(
    folder: Path,
    years: tuple[int, ...] = (2023, 2024),
    rows: int = 20000,
    workbooks: int = 150,
    seed: int = 1,
) -> SampleSummary:
    """Write `<folder>/<year>/<body>/….xlsx` and, last, `<folder>/.sample.json` with receipts and designed cases.

    `rows` counts roster rows over all years (few rows are raised to what the designed cases need), `workbooks` is
    approximate. An earlier sample in the folder is removed first. Raises UserError for years or numbers it cannot do.
    """
    years = _checked(years, rows, workbooks)
    folder = Path(folder)
    _remove_earlier(folder)
    plan = make_plan(years, rows, seed)
    files = make_files(plan, workbooks, seed)
    _write_files(folder, files)
    written = sum(len(one.rows) for one in plan.body_years) + 3 * (2024 in years)
    marker = {
        "seed": seed,
        "years": list(years),
        "rows": written,
        "receipts": [{"place": f.place, "received_at": f.received.isoformat()} for f in files],
        "designed": {**designed_cases(plan), "registers": [designed_registers(one) for one in plan.body_years]},
    }
    (folder / MARKER).write_text(json.dumps(marker, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return SampleSummary(folder, len(files), written, years)


def _checked(years: tuple[int, ...], rows: int, workbooks: int) -> tuple[int, ...]:
    from dagster_project.errors import UserError

    years = tuple(sorted(set(years)))
    if not years or not all(FIRST_YEAR <= y <= LAST_YEAR for y in years):
        raise UserError(
            f"演示数据只有{FIRST_YEAR}年和{LAST_YEAR}年：请用 --year {FIRST_YEAR} {LAST_YEAR} 或其中之一。"
        )
    if rows < 1 or workbooks < 1:
        raise UserError("--rows 和 --workbooks 应为正整数。")
    return years


def _remove_earlier(folder: Path) -> None:
    marker = folder / MARKER
    if marker.exists():
        for receipt in json.loads(marker.read_text(encoding="utf-8"))["receipts"]:
            (folder / receipt["place"]).unlink(missing_ok=True)
        marker.unlink()


def _write_files(folder: Path, files: list[SampleFile]) -> None:
    from .workbook import workbook

    content: dict[str, bytes] = {}
    for file in files:
        if file.spoil.startswith("copy:"):
            content[file.place] = content[file.spoil.removeprefix("copy:")]
        else:
            content[file.place] = workbook(file.sheets)
        if file.spoil == "truncated":
            content[file.place] = content[file.place][: len(content[file.place]) * 3 // 5]
        path = folder / file.place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content[file.place])
