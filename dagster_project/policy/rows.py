"""The policy rows as people edit them: the seeds and the home's site rows, and what had to be read differently."""

import csv
import io
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dagster_project.errors import UserError
from dagster_project.home import DBT_DIR, Home

SEEDS = DBT_DIR / "seeds" / "policy"
KEYS = {
    "policy_document": ("document_id",), "measure": ("measure_id",), "policy_limit": ("rule_id",),
    "exemption": ("exemption_id",), "deadline": ("deadline_id",),
    "citation": ("rule_id", "document_id", "place", "quote"),
}  # fmt: skip
DATES = ("issued_on", "valid_from", "valid_to", "date_from", "due")
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 0?0:00(?::00)?)?")
ERROR, NOTE = "错误", "提示"


@dataclass(frozen=True)
class Finding:
    """level: 错误 (must be mended) or 提示 (read otherwise, or worth a look); where: file, line and key."""

    level: str
    where: str
    message: str


class Row(dict):
    """One row by column name; where: file, line and key, as a message names it."""

    where: str = ""


@dataclass
class Policy:
    """tables: {seed name: rows in force of seeds and site}; findings: what reading them showed.

    own, replacing: how many of the rows are the region's own, and how many of those stand in place of a seed's.
    """

    tables: dict[str, list[Row]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    own: int = 0
    replacing: int = 0


def read_policy(home: Home | None = None, seeds: Path = SEEDS) -> Policy:
    """All policy tables, and every other seed of which the home's site/ has rows; on the same key the site's row wins.

    UserError when a seed file is absent or a file cannot be read at all.
    """
    policy = Policy()
    for name, key in KEYS.items():
        path = seeds / f"{name}.csv"
        if not path.is_file():
            raise UserError(f"缺少文件 {path}。请从本系统的同一版本恢复。")
        policy.tables[name] = read_rows(path, path.name, key, policy.findings)
    if home and any(home.site.glob("*.csv")):
        from dagster_project.policy.site import add_site_rows

        add_site_rows(policy, home, seeds.parent)
    return policy


def read_rows(
    path: Path, name: str, key: tuple[str, ...], findings: list[Finding], dates: tuple[str, ...] = DATES
) -> list[Row]:
    """Rows of a file, tidied; a column or key that is missing or doubled is an error."""
    reader = csv.DictReader(io.StringIO(_decode(path, name, findings), newline=""))
    header = [(column or "").strip() for column in reader.fieldnames or []]
    missing = [k for k in key if k not in header]
    if missing:
        findings.append(Finding(ERROR, name, f"缺少列 {'、'.join(missing)}"))
        return []
    reader.fieldnames = header
    rows, seen = [], {}
    for cells in reader:
        row = Row({k: _tidy(v) for k, v in cells.items() if k})
        if not any(row.values()):
            continue
        row.where = f"{name} 第 {reader.line_num} 行 {row[key[0]]}"
        _dates(row, findings, dates)
        number = tuple(row[k] for k in key)
        if None in cells:
            findings.append(Finding(ERROR, row.where, "格数多于列数：含逗号的文字要用双引号括起"))
        if number in seen:
            findings.append(Finding(ERROR, row.where, f"与 {seen[number]} 编号相同"))
            continue
        seen[number] = row.where
        rows.append(row)
    return rows


def _tidy(value) -> str:
    return unicodedata.normalize("NFC", value or "").replace("\u00a0", " ").strip()


def _decode(path: Path, name: str, findings: list[Finding]) -> str:
    """Text of a file; GB18030, as WPS saves it, is accepted and named. UserError when it is neither."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise UserError(f"{name} 不是 UTF-8，也不是 GB18030，读不出来。请另存为 CSV(UTF-8)。") from error
    advice = "" if name.startswith("site/") else "；运行前请另存为 CSV(UTF-8)"
    findings.append(Finding(NOTE, name, f"不是 UTF-8，按 GB18030 读{advice}"))
    return text


def _dates(row: Row, findings: list[Finding], columns: tuple[str, ...]) -> None:
    """Dates in ISO form; another spelling (2025/1/1) is changed and named, an impossible one is an error."""
    for column in columns:
        text = row.get(column)
        if not text:
            continue
        iso = _iso(text)
        if iso is None:
            findings.append(Finding(ERROR, row.where, f"{column} “{text}”不是日期，应如 2025-01-01"))
        elif iso != text:
            findings.append(Finding(NOTE, row.where, f"{column} “{text}”读作 {iso}"))
        row[column] = iso or ""


def _iso(text: str) -> str | None:
    found = DATE.fullmatch(text)
    try:
        return date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None
