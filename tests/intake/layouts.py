"""Random legal layouts of tables: the rows as they must come back, and the same rows as a file.

A file has one to three sheets (or tables of a web page), a sheet one or two tables, one below the other.
"""

import csv
import html
import io
from dataclasses import dataclass, field
from datetime import date

import xlsxwriter
from hypothesis import strategies as st

from dagster_project.forms import load_forms
from dagster_project.intake.layout.text import clean

FORMS = {form.code: form for form in load_forms(year=2024)}
TITLES = [
    ["2024年职称情况汇总", "", "", ""],
    ["2024年职称情况汇总", "", "附件2"],
    ["单位（盖章）：开鲁县教育局"],
    [],
]
FOOTERS = [["合 计", "", "", "", "3"], ["..."], ["备注：1.某某"], ["联系人：", "赵X"], [], ["填表人：钱X"]]
LEVELS = ["正高级", "副高级", "中级", "初级"]
GROUPS = ["基本情况", "其他情况", "有关内容"]
WORDS = st.text("汉蒙满本科水利二〇（）()/.-、　 \u200b\xa0０１Ａ1987xX㈱ﾊ", min_size=0, max_size=8)
FORMATS = ["xlsx", "xlsx", "xlsm", "csv", "bom", "gb18030", "utf-16", "txt", "html", "html-gbk"]
EXTENSIONS = {"html": ".xls", "html-gbk": ".xls", "xlsx": ".xlsx", "xlsm": ".xlsm", "txt": ".txt"}
DATE_FORMATS = ["yyyy-mm-dd", 'yyyy"年"m"月"', "yyyy/m/d", "mmm-yy", "[$-804]yyyy\\年m\\月d\\日"]
NO_DATES = {"seq", "unit_name", "established", "occupied"}
NOTES = [["填表说明"], ["1.请按表样填写，不得改动列名。"], ["2.联系人及电话必须填写。"]]


@dataclass
class Sheet:
    """grid: all cells, texts, numbers or dates; merges: 0-based ranges; rows: (form, what is added to the sheet's name,
    worksheet row, {column: text}) that must come back.
    """

    name: str
    is_hidden: bool = False
    grid: list[list] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    rows: list[tuple[str, str, int, dict[str, str]]] = field(default_factory=list)


@dataclass
class Layout:
    """rows: (form, name of the sheet, worksheet row, {column: text}) that must come back, in order."""

    extension: str
    content: bytes
    rows: list[tuple[str, str, int, dict[str, str]]]


@st.composite
def layouts(draw) -> Layout:
    how = draw(st.sampled_from(FORMATS))
    is_workbook = how in ("xlsx", "xlsm")
    several = is_workbook or how.startswith("html")
    count = draw(st.sampled_from([1, 1, 2, 3])) if several else 1
    sheets = [Sheet(f"表{n}" if several and (is_workbook or count > 1) else "") for n in range(1, count + 1)]
    for sheet in sheets:
        for _ in range(draw(st.sampled_from([1, 1, 2]))):
            (_wide if draw(st.integers(0, 7)) == 0 else _table)(draw, sheet, is_workbook)
        sheet.is_hidden = is_workbook and sheet is not sheets[0] and draw(st.booleans())
    if is_workbook:
        sheets += draw(st.sampled_from([[], [Sheet("说明", grid=NOTES)], [Sheet("Sheet9")]]))
        content = _workbook(sheets, draw(st.sampled_from(DATE_FORMATS)), draw(st.booleans()))
    else:
        content = _pages(sheets, how) if how.startswith("html") else _text(sheets[0].grid, how)
    rows = [(form, sheet.name + band, row_no, values) for sheet in sheets for form, band, row_no, values in sheet.rows]
    return Layout(EXTENSIONS.get(how, ".csv"), content, rows)


def _table(draw, sheet: Sheet, is_workbook: bool) -> None:
    """One more table below what is there: titles, header, rows, footers."""
    form = FORMS[draw(st.sampled_from(["roster_b", "roster_a", "result", "post"]))]
    needed = [c for c in form.columns if c.need == "required"]
    more = draw(st.lists(st.sampled_from([c for c in form.columns if c.need != "required" and c.name != "seq"]),
                         unique_by=lambda c: c.name, max_size=12))  # fmt: skip
    columns = [form.columns[0], *draw(st.permutations(needed + more))]
    is_lower = bool(sheet.grid)
    if is_lower:
        sheet.grid += [[]] * draw(st.integers(0, 2))
    for _ in range(draw(st.integers(0, 3))):
        sheet.grid.append(list(draw(st.sampled_from(TITLES))))
    if form.title_words or is_lower:  # few columns do not tell it from another form
        sheet.grid.append([f"2024年{form.name}"])
    above = {}
    if draw(st.integers(0, 4)) == 0:  # no column of units: a line says it
        columns = [column for column in columns if column.name != "unit_name"]
        above = {"unit_name": "开鲁县第二小学"}
        sheet.grid.append([draw(st.sampled_from(["单位：开鲁县第二小学", "开鲁县第二小学", "开鲁县第二小学2024年汇总"]))])
    _header(draw, sheet, [_label(draw, column) for column in columns])
    rows = _data(draw, sheet, [column.name for column in columns], is_workbook)
    if is_workbook and not above and draw(st.booleans()):
        _merge_units(sheet, rows)
    sheet.rows += [(form.code, "", row_no, values | above) for row_no, values in rows]
    for _ in range(draw(st.integers(0, 4))):
        sheet.grid.append(list(draw(st.sampled_from(FOOTERS))))


def _wide(draw, sheet: Sheet, is_workbook: bool) -> None:
    """One more table, of posts with the levels side by side."""
    levels = draw(st.permutations(LEVELS))[: draw(st.integers(2, 4))]
    sheet.grid += [["2024年岗位情况"], ["单位名称", *(cell for level in levels for cell in (level, ""))], ["", *["核定", "在聘"] * len(levels)]]
    first = len(sheet.grid) + 1
    units = [[draw(st.sampled_from(["", "7", "12"])) for _ in levels] for _ in range(draw(st.integers(1, 4)))]
    for number, figures in enumerate(units):
        sheet.grid.append([f"开鲁县第{number}小学", *(cell for text in figures for cell in (text, text and "3"))])
    for n, level in enumerate(levels):
        for number, figures in enumerate(units):
            values = {"unit_name": f"开鲁县第{number}小学", "post_level": level}
            if figures[n]:
                sheet.rows.append(("post", f"(左起第{n + 1}栏)", first + number, values | {"established": figures[n], "occupied": "3"}))
            elif n == 0 and not any(figures):
                sheet.rows.append(("post", f"(左起第{n + 1}栏)", first + number, values))


def _label(draw, column) -> str:
    text = draw(st.sampled_from((column.label, *column.aliases)))
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(st.sampled_from(("", "", "", " ", "\n", "\u3000"))) + text[at:]


def _header(draw, layout: Sheet, labels: list[str]) -> None:
    """One row; or two or three, where some runs of columns stand under a common label."""
    depth, top, width = draw(st.integers(1, 3)), len(layout.grid), len(labels)
    rows = [[""] * width for _ in range(depth)]
    at = 1
    rows[0][0] = labels[0]
    while at < width:
        run = draw(st.integers(1, 4)) if depth > 1 else 1
        run = min(run, width - at)
        level = 0
        if run > 1:
            for level in range(draw(st.integers(1, depth - 1))):
                rows[level][at] = GROUPS[level]
                layout.merges.append((top + level, at, top + level, at + run - 1))
            level += 1
        for i in range(at, at + run):
            rows[level][i] = labels[i]
            if level < depth - 1:
                layout.merges.append((top + level, i, top + depth - 1, i))
        at += run
    used = [row for row in rows if any(row)]
    if len(used) < depth:  # no run of columns happened to need the lower rows
        layout.merges = [m for m in layout.merges if m[2] - m[0] == 0 or m[0] < top]
    layout.grid += used


def _data(draw, sheet: Sheet, names: list[str], is_workbook: bool) -> list[tuple[int, dict[str, str]]]:
    """Rows of a table, subtotals and blank lines among them; returns what must come back: (worksheet row, values)."""
    unit, found, over = names.index("unit_name") if "unit_name" in names else 0, [], {}
    needed = {"person_name", "applied_title", "passed_title", "post_level", *NO_DATES}
    dated = [name for name in names if name not in needed and is_workbook and draw(st.integers(0, 4)) == 0]
    for number in range(1, draw(st.integers(2, 12))):
        if "person_name" in names and draw(st.integers(0, 7)) == 0:
            series = draw(st.sampled_from(["工程", "卫生"]))
            sheet.grid.append([f"一、{series}系列"])
            over = {"title_series": series}
        values = {name: draw(WORDS) for name in names}
        values |= {
            "seq": number if is_workbook and draw(st.booleans()) else str(number),
            "unit_name": f"开鲁县第{draw(st.integers(1, 3))}中学",
            "applied_title": "工程师",
            "person_name": f"赵{chr(0x4E00 + number)}",
            "passed_title": "工程师",
            "post_level": "副高级",
            "established": "10",
            "occupied": draw(st.sampled_from(["0", "9"])),
        }
        for name in dated:
            if draw(st.booleans()):
                values[name] = draw(st.dates(date(1950, 1, 1), date(2030, 12, 31)))
        sheet.grid.append([values[name] for name in names])
        found.append((len(sheet.grid), {name: text for name in names if (text := clean(str(values[name])))} | over))
        if draw(st.integers(0, 5)) == 0:
            below = ["", *[""] * (len(names) - 1)]
            below[unit] = draw(st.sampled_from(["小 计", "开鲁县小计", ""]))
            sheet.grid.append(below)
    return found


def _workbook(sheets: list[Sheet], date_format: str, is_1904: bool) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": is_1904})
    dates = book.add_format({"num_format": date_format})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        for y, row in enumerate(sheet.grid):
            for x, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(y, x, value, dates)
                elif value != "":
                    page.write_string(y, x, value) if isinstance(value, str) else page.write_number(y, x, value)
        for y, x, to_y, to_x in sheet.merges:
            page.merge_range(y, x, to_y, to_x, sheet.grid[y][x])
        if sheet.is_hidden:
            page.hide()
    book.close()
    return out.getvalue()


def _pages(sheets: list[Sheet], how: str) -> bytes:
    tables = ""
    for sheet in sheets:
        rows = ("".join(f"<td>{html.escape(text)}</td>" for text in row) for row in sheet.grid)
        tables += f"<table>{''.join(f'<tr>{cells}</tr>' for cells in rows)}</table><p>第页</p>"
    charset = "gb2312" if how == "html-gbk" else "utf-8"
    page = f"<html><head><meta charset={charset}><style>td{{x:1}}</style></head>{tables}</html>"
    return page.encode("gb18030" if how == "html-gbk" else "utf-8")


def _text(grid: list[list[str]], how: str) -> bytes:
    name = {"bom": "utf-8-sig", "gb18030": "gb18030", "utf-16": "utf-16"}.get(how, "utf-8")
    out = io.StringIO()
    csv.writer(out, delimiter="\t" if how == "txt" else ",").writerows(grid)
    return out.getvalue().encode(name)


def _merge_units(sheet: Sheet, found: list[tuple[int, dict[str, str]]]) -> None:
    """Units of rows that follow one another are one merged cell."""
    column = sheet.grid[found[0][0] - 1].index(found[0][1]["unit_name"])
    rows = [row_no - 1 for row_no, _ in found]
    start = 0
    for n in range(1, len(rows) + 1):
        same = (
            n < len(rows)
            and rows[n] == rows[n - 1] + 1
            and sheet.grid[rows[n]][column] == sheet.grid[rows[start]][column]
        )
        if same:
            continue
        if n - start > 1:
            sheet.merges.append((rows[start], column, rows[n - 1], column))
            for k in range(start + 1, n):
                sheet.grid[rows[k]][column] = ""
        start = n
