"""One gate and its four results. A gate that looked at zero rows is never a pass."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from dagster_project.home import Home

BLOCK, MARK = "阻断", "标记"
PASSED, NOTICED, FAILED, EMPTY = "通过", "通过（有提示）", "不通过", "不适用"
RESULTS = (PASSED, NOTICED, FAILED, EMPTY)
KEEP = 10


@dataclass(frozen=True)
class Gate:
    """The outcome of one check of a whole table. observed and threshold are text without any cell's value.

    is_leak: what the table holds must not be shown to anyone who can read the published file.
    review_year, bureau_code: the body-year that a mark is about; both null for a table as a whole.
    reason: why the check is made, in words, where its suite says so.
    waived_until: last day (YYYY-MM-DD) on which somebody let it pass although it blocks.
    """

    suite: str
    check_id: str
    kind: str
    result: str
    observed: str
    threshold: str
    table: str
    is_leak: bool = False
    review_year: int | None = None
    bureau_code: str | None = None
    waived_until: str | None = None
    reason: str | None = None

    @property
    def is_blocking(self) -> bool:
        return self.kind == BLOCK and self.result == FAILED and not self.waived_until

    @property
    def is_noted(self) -> bool:
        """Published with a remark: marked, or blocking but waived."""
        return self.result == NOTICED or (self.result == FAILED and not self.is_blocking)


def result_of(success: bool, kind: str, rows: int) -> str:
    """The word for a check that looked at `rows` rows; broken structure fails even without rows."""
    if not success:
        return FAILED if kind == BLOCK else NOTICED
    return PASSED if rows else EMPTY


def blocks(gates: list[Gate]) -> bool:
    """Whether the figures of this run must not be published."""
    return any(gate.is_blocking for gate in gates)


def tally(gates: list[Gate]) -> dict[str, int]:
    """How many gates ended in each of the four results; a mark's rows by body are part of it."""
    whole = [gate for gate in gates if not gate.review_year]
    return {result: sum(gate.result == result for gate in whole) for result in RESULTS}


def _folder(home: Home, run_id: str) -> Path:
    return home.dagster / "gates" / run_id


def save_gates(home: Home, run_id: str, part: str, gates: list[Gate]) -> None:
    """Keep the gates of one step for the steps after it."""
    folder = _folder(home, run_id)
    folder.mkdir(parents=True, exist_ok=True)
    for old in sorted(folder.parent.iterdir())[:-KEEP]:
        for path in old.iterdir():
            path.unlink()
        old.rmdir()
    (folder / f"{part}.json").write_text(json.dumps([asdict(g) for g in gates], ensure_ascii=False), "utf-8")


def load_gates(home: Home, run_id: str) -> list[Gate]:
    """All gates kept for a run, by step and then in the order they were judged."""
    paths = sorted(_folder(home, run_id).glob("*.json"))
    return [Gate(**row) for path in paths for row in json.loads(path.read_text("utf-8"))]
