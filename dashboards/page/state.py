"""All that the page shows of one body and year, as one JSON object."""

from pathlib import Path

from . import asked, files, seeds
from .figures import figures, line, released
from .who import Body, Reach

ASKED = ("request", "kind", "place", "submission", "time", "user")
ANSWERED = ("request", "kind", "time", "user", "result", "message", "submissions", "answered_at")
MEANING = {
    "收件中": "收件中：还有应报的表没有收到，或有退回、待确认的文件没有处理，数字还会变。",
    "待核对": "待核对：应报的表都已收到，申报人数统计表还没有报，或与花名册合计不一致。",
    "已核对": "已核对：应报的表都已收到，花名册合计与申报人数统计表一致。",
    "已定稿": "已定稿：数字与定稿一致，没有再变。",
}
FINDINGS = 200  # of a check that are shown


def state(home: Path, who: Reach, body: Body, year: int) -> dict:
    """See the keys below; files: rows of the receipt; asked: waiting requests; answers: the newest ones."""
    receipt = asked.read(files.outbox_of(home, year, body) / "回执.json")
    told = figures(year, body.code)
    return {
        "year": year, "body": body.key, "name": body.name, "own": body.key in who.own,
        "line": _line(body, year, told, receipt),
        "source": _source(told),
        "meaning": MEANING.get(told.get("completeness") if body.code else None, ""),
        "stale": receipt.get("figures_updated") is False,
        "files": receipt.get("submissions", []),
        "missing": receipt.get("missing", []),
        "written_at": receipt.get("written_at"),
        "receipt": (files.outbox_of(home, year, body) / files.RECEIPT).is_file(),
        "asked": [_part(one, ASKED) for one in asked.waiting(home, year, body.name)],
        "answers": [_short(one) for one in asked.answers(home, year, body.name)],
        "returned": files.returned(home, year, body),
        "returned_zip": (files.outbox_of(home, year, body) / files.RETURNED_ZIP).is_file(),
        "reports": files.reports(home, year, body),
        "templates": files.templates(home),
        "folders": seeds.sub_folders(home, body.code) if body.code else [],
    }  # fmt: skip


def _line(body: Body, year: int, told: dict, receipt: dict) -> str:
    if body.code is None:
        count = len([one for one in receipt.get("submissions", []) if one.get("status") in ("已接收", "部分接收")])
        return f"自治区下发的文件 {year} 年：已收 {count} 份。" if count else f"自治区 {year} 年还没有下发的文件。"
    return line(body.name, year, told)


def _source(told: dict) -> str:
    if not told.get("as_of"):
        return ""
    figures_at = told.get("figures_as_of")
    more = f"，人次截至 {figures_at}" if figures_at and figures_at != told["as_of"] else ""
    return f"报送情况截至 {told['as_of']}{more}；运行 {told['run_id']}，政策版本 {told['policy_version']}。{released(told)}"


def _part(one: dict, names: tuple[str, ...]) -> dict:
    return {name: one.get(name) for name in names}


def _short(one: dict) -> dict:
    found = one.get("findings") or []
    return _part(one, ANSWERED) | {"findings": found[:FINDINGS], "more": max(0, len(found) - FINDINGS)}
