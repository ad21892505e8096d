"""One file becomes raw rows by form, and what there is to say about it."""

from dataclasses import asdict, dataclass, field
from pathlib import Path

from python_calamine import CalamineError

from dagster_project.forms import Form
from dagster_project.intake.kinds import DAMAGED, Refused, check_kind
from dagster_project.intake.sheets import Sheet, text_sheets, workbook_sheets
from dagster_project.intake.table import Table, find_header, first_rows, read_table, safe_label


@dataclass
class Reading:
    """What came of reading one file. outcome: read, report or returned (then `reason` says why, in Chinese).

    rows: data rows by form code. years: years named in title rows. Holds no cell of a data row.
    """

    outcome: str = "read"
    reason: str | None = None
    forms: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    years: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def as_dict(self) -> dict:
        return asdict(self)


def read_file(path: Path, extension: str, forms: tuple[Form, ...]) -> tuple[Reading, list[tuple[str, Table]]]:
    """(what came of it, [(sheet name, table)]). Raises nothing that a bad file can cause but MemoryError."""
    reading, tables = Reading(), []
    try:
        kind = check_kind(path, extension)
        if kind == "report":
            reading.outcome = "report"
            return reading, []
        sheets = workbook_sheets(path) if kind == "workbook" else text_sheets(path)
        misses = _read_sheets(sheets, forms, reading, tables)
        _settle(reading, tables, misses, forms)
    except Refused as refused:
        return Reading("returned", refused.message), []
    except CalamineError:  # the part that is damaged lies further down
        return Reading("returned", DAMAGED), []
    return reading, tables


def _read_sheets(sheets, forms: tuple[Form, ...], reading: Reading, tables: list) -> list[tuple[str, str]]:
    """Fill `tables` and the notes; returns (sheet name, what was expected) of each sheet that is no known form."""
    misses = []
    for sheet in sheets:
        head = first_rows(sheet.rows)
        if not any(text for row in head for text, _ in row) and next(sheet.rows, None) is None:
            continue
        header = find_header(head, forms)
        if sheet.is_hidden:
            reading.hidden.append(sheet.name)
        if header is None or header.missing:
            misses.append((sheet.name, _nearest(header)))
            continue
        table = read_table(sheet.rows, header, head, sheet.merges)
        if table.data_rows:
            tables.append((sheet.name, table))
            reading.notes += _notes(sheet, table)
        else:
            misses.append((sheet.name, f"像“{header.form.name}”，但表头下面没有数据行"))
    return misses


def _nearest(header) -> str:
    if header is None:
        return "前 30 行里没有找到已知的表头"
    return f"第 {header.row_no} 行像“{header.form.name}”的表头，但缺少必需的列：{'、'.join(header.missing)}"


def _notes(sheet: Sheet, table: Table) -> list[str]:
    where, notes = _named(sheet.name), []
    others = list(dict.fromkeys(safe_label(label) for label in table.header.others().values()))
    if others:
        notes.append(f"{where}有未列入表样的列，已原样留存：{'、'.join(others[:10])}")
    unseen = table.header.unseen()
    if unseen:
        notes.append(f"{where}缺少表样中的列：{'、'.join(unseen)}")
    return notes


def _settle(reading: Reading, tables: list, misses: list, forms: tuple[Form, ...]) -> None:
    if not tables:
        known = "、".join(form.name for form in forms)
        found = "；".join(f"{_named(name)}{what}" for name, what in misses[:5]) or "工作簿里没有任何内容"
        raise Refused(f"没有认出是哪种表：{found}。已知的表有：{known}。请按表样核对列名后重新报送。")
    reading.notes += [f"{_named(name)}没有读取：{what}" for name, what in misses]
    for _, table in tables:
        form = table.header.form
        if form.code not in reading.forms:
            reading.forms.append(form.code)
        reading.rows[form.code] = reading.rows.get(form.code, 0) + table.data_rows
        if table.title["title_year"] and table.title["title_year"] not in reading.years:
            reading.years.append(table.title["title_year"])


def _named(sheet: str) -> str:
    return f"工作表“{safe_label(sheet)}”" if sheet else ""
