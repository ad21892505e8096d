"""The yardstick: the same workbooks and the same sums in one plain script, calamine and DuckDB and little else.

No archive, receipts, checks, gates, history, explanations or publishing: what is left is the floor of the work itself.
Of the over-post measure it reads the rows but judges nothing. Prints its sums as JSON. Use: plain.py INBOX
"""

import hashlib
import json
import re
import sys
import unicodedata
from functools import lru_cache
from pathlib import Path

import duckdb
import pyarrow as pa
from python_calamine import CalamineWorkbook
from stdnum.cn.ric import calc_check_digit, get_birth_date
from stdnum.exceptions import ValidationError

SEEDS = Path(__file__).resolve().parents[1] / "dbt" / "seeds"
PERSON = {
    "序号": "seq",
    "工作单位": "unit",
    "姓名": "name",
    "性别": "sex",
    "出生年月": "birth",
    "身份证号": "id",
}
FORMS = {  # form → {header: column}
    "roster": PERSON
    | {
        "申报资格名称": "title",
        "专业系列": "series",
        "倾斜政策": "tilt",
        "绿色通道类别": "item",
        "申报渠道": "channel",
    },
    "result": PERSON | {"申报资格名称": "title", "评审/认定方式": "mode", "评审结果": "outcome"},
    "post": {"序号": "seq", "单位名称": "unit", "岗位层级": "level", "核定岗位数": "established"},
    "unit": {"序号": "seq", "单位名称": "unit", "单位性质": "kind"},
    "quota": {"盟市": "unit", "申报控制人数": "quota"},
}
MARKS = {  # the header that tells a form, most telling first
    "result": "评审/认定方式", "post": "岗位层级", "unit": "单位性质", "quota": "申报控制人数", "roster": "申报资格名称",
}  # fmt: skip
SERIES = re.compile(r"[（(]([^（()）]+?)系列[）)]")


@lru_cache(maxsize=100_000)
def squeeze(text: str) -> str:
    """Half-width text without any space."""
    return re.sub(r"[\s\u200b\ufeff]+", "", unicodedata.normalize("NFKC", text))


def text_of(value) -> str:
    """A cell as text: whole numbers without .0."""
    return squeeze(str(int(value)) if isinstance(value, float) and value.is_integer() else str(value))


def is_identity(number: str) -> bool:
    """True for 18 characters with a real date and the right check digit."""
    try:
        is_shaped = re.fullmatch(r"[0-9]{17}[0-9X]", number) and get_birth_date(number)
        return bool(is_shaped) and calc_check_digit(number) == number[-1]
    except (ValidationError, ValueError):
        return False


def rows_of(path: Path) -> list[tuple[str, dict]]:
    """(form, row) of every data row of a workbook; [] when it cannot be read."""
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = [(n, book.get_sheet_by_name(n).to_python()) for n in book.sheet_names]
    except Exception:  # noqa: BLE001 - a broken workbook holds no rows
        return []
    return [found for name, sheet in sheets for found in sheet_rows(f"{path}|{name}", sheet)]


def sheet_rows(place: str, sheet: list[list]):
    """Yield (form, row) for the rows below a known header; titles, totals and remarks are left out."""
    form, columns, series, marks = None, {}, "", {}
    for number, cells in enumerate(sheet):
        texts = [text_of(c) for c in cells]
        heads = [re.sub(r"^[0-9]{4}年|\(人\)$", "", t) for t in texts] if not form else texts
        known = next((f for f, mark in MARKS.items() if mark in heads), None)
        if known:
            form = known
            columns = {FORMS[form][t]: i for i, t in enumerate(heads) if t in FORMS[form]}
            marks = {
                "has_outcome": "outcome" in columns,
                "has_tilt": "tilt" in columns,
                "is_green": "政治面貌" in texts,
            }
        elif not form:
            series = next((m[1] for t in texts if (m := SERIES.search(t))), series)
        elif _is_data(form, columns, texts):
            row = {c: texts[i] for c, i in columns.items()}
            is_text = "id" in columns and isinstance(cells[columns["id"]], str)
            valid = is_text and is_identity(row["id"].upper())
            person = row["id"].upper() if valid else f"{place}|{number}"
            found = {
                "person": person,
                "valid": valid,
                "series": row.get("series") or series,
                "place": f"{place}|{number:06}",
            }
            yield form, row | marks | found


def _is_data(form: str, columns: dict, texts: list[str]) -> bool:
    named = any(texts[columns[c]] for c in ("unit", "name", "quota") if c in columns)
    numbered = form == "quota" or texts[columns["seq"]].isdigit()
    return named and numbered and "合计" not in (texts[0], texts[columns["unit"]])


def load(db: duckdb.DuckDBPyConnection, inbox: Path) -> None:
    """Read every workbook below <year>/<body>/, once by content, into one table a form."""
    names = "string_split(concat_ws('|', bureau_name, bureau_short, bureau_code, folder_aliases), '|')"
    bodies = db.sql(f"select unnest({names}), bureau_code from '{SEEDS}/codes/reporting_body.csv'").fetchall()
    codes = {squeeze(name): str(code) for name, code in bodies}
    tables, seen = {form: [] for form in FORMS}, set()
    for path in sorted(inbox.glob("*/*/**/*.xlsx")):
        year, body = path.relative_to(inbox).parts[:2]
        content = (year, body, hashlib.sha256(path.read_bytes()).digest())
        if content in seen:
            continue
        seen.add(content)
        for form, row in rows_of(path):
            tables[form].append(row | {"year": int(year), "body": codes.get(body)})
    for form, rows in tables.items():
        names = sorted({*FORMS[form].values(), *(k for r in rows[:1] for k in r)})
        db.register(f"{form}_rows", pa.table({n: [r.get(n) for r in rows] for n in names}))


def sums(db: duckdb.DuckDBPyConnection) -> dict[str, list]:
    """Rows read by year and form; applied, passed, recognised by year and body; tilt codes; the quota."""
    db.execute(Path(__file__).with_name("plain.sql").read_text("utf-8").replace("$SEEDS", str(SEEDS)))
    tables = ("rows_read", "by_body", "by_tilt", "quota_total")
    return {
        name: [list(r) for r in db.sql(f"select * from {name} order by all").fetchall()] for name in tables
    }


if __name__ == "__main__":
    connection = duckdb.connect()
    load(connection, Path(sys.argv[1]))
    print(json.dumps(sums(connection), ensure_ascii=False))
