"""Random legal layouts of a table: the rows as they must come back, and the same rows as a file."""

import csv
import html
import io
from dataclasses import dataclass, field

from hypothesis import strategies as st

from dagster_project.forms import load_forms
from dagster_project.intake.layout.text import clean
from tests.intake.printed_tables import workbook

FORMS = {form.code: form for form in load_forms(year=2024)}
TITLES = [
    ["2024年职称情况汇总", "", "", ""],
    ["2024年职称情况汇总", "", "附件2"],
    ["单位（盖章）：开鲁县教育局"],
    [],
]
FOOTERS = [["合 计", "", "", "", "3"], ["..."], ["备注：1.某某"], ["联系人：", "赵X"], [], ["填表人：钱X"]]
GROUPS = ["基本情况", "其他情况", "有关内容"]
WORDS = st.text("汉蒙满本科水利二〇（）()/.-、　 \u200b\xa0０１Ａ1987xX㈱ﾊ", min_size=0, max_size=8)
FORMATS = ["xlsx", "xlsm", "csv", "bom", "gb18030", "utf-16", "txt", "html", "html-gbk"]


@dataclass
class Layout:
    """grid: all cells as texts; merges: 0-based ranges; rows: (worksheet row, {column: text}) that must come back."""

    form: str
    extension: str
    grid: list[list[str]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    content: bytes = b""


@st.composite
def layouts(draw) -> Layout:
    form = FORMS[draw(st.sampled_from(["roster_b", "roster_a", "result", "post"]))]
    how = draw(st.sampled_from(FORMATS))
    layout = Layout(
        form.code,
        {"html": ".xls", "html-gbk": ".xls", "xlsx": ".xlsx", "xlsm": ".xlsm", "txt": ".txt"}.get(
            how, ".csv"
        ),
    )
    needed = [c for c in form.columns if c.need == "required"]
    more = draw(st.lists(st.sampled_from([c for c in form.columns if c.need != "required" and c.name != "seq"]),
                         unique_by=lambda c: c.name, max_size=12))  # fmt: skip
    columns = [form.columns[0], *draw(st.permutations(needed + more))]
    labels = [_label(draw, column) for column in columns]
    for _ in range(draw(st.integers(0, 3))):
        layout.grid.append(list(draw(st.sampled_from(TITLES))))
    if form.title_words:  # few columns do not tell it from another form
        layout.grid.append([f"2024年{form.title_words}花名册"])
    _header(draw, layout, labels)
    _data(draw, layout, [column.name for column in columns])
    for _ in range(draw(st.integers(0, 4))):
        layout.grid.append(list(draw(st.sampled_from(FOOTERS))))
    layout.content = _written(layout, how, draw(st.booleans()))
    return layout


def _label(draw, column) -> str:
    text = draw(st.sampled_from((column.label, *column.aliases)))
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(st.sampled_from(("", "", "", " ", "\n", "\u3000"))) + text[at:]


def _header(draw, layout: Layout, labels: list[str]) -> None:
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
        layout.merges = [m for m in layout.merges if m[2] - m[0] == 0]
    layout.grid += used


def _data(draw, layout: Layout, names: list[str]) -> None:
    unit = names.index("unit_name")
    for number in range(1, draw(st.integers(2, 12))):
        values = {name: draw(WORDS) for name in names}
        values |= {
            "seq": str(number),
            "unit_name": f"开鲁县第{draw(st.integers(1, 3))}中学",
            "applied_title": "工程师",
        }
        values |= {
            "person_name": f"赵{chr(0x4E00 + number)}",
            "passed_title": "工程师",
            "post_level": "副高级",
        }
        values |= {"established": "10", "occupied": draw(st.sampled_from(["0", "9"]))}
        layout.grid.append([values[name] for name in names])
        expected = {name: text for name in names if (text := clean(values[name]))}
        layout.rows.append((len(layout.grid), expected))
        if draw(st.integers(0, 5)) == 0:
            below = ["", *[""] * (len(names) - 1)]
            below[unit] = draw(st.sampled_from(["小 计", "开鲁县小计", ""]))
            layout.grid.append(below)


def _written(layout: Layout, how: str, merge_units: bool) -> bytes:
    grid, name = layout.grid, {"bom": "utf-8-sig", "gb18030": "gb18030", "utf-16": "utf-16"}.get(how, "utf-8")
    if how in ("xlsx", "xlsm"):
        if merge_units:
            _merge_units(layout)
        return workbook({"表": grid}, merges={"表": layout.merges})
    if how.startswith("html"):
        cells = "".join(
            f"<tr>{''.join(f'<td>{html.escape(text)}</td>' for text in row)}</tr>" for row in grid
        )
        charset = "gb2312" if how == "html-gbk" else "utf-8"
        page = f"<html><head><meta charset={charset}><style>td{{x:1}}</style></head><table>{cells}</table></html>"
        return page.encode("gb18030" if how == "html-gbk" else "utf-8")
    out = io.StringIO()
    csv.writer(out, delimiter="\t" if how == "txt" else ",").writerows(grid)
    return out.getvalue().encode(name)


def _merge_units(layout: Layout) -> None:
    """Units of rows that follow one another are one merged cell."""
    first = layout.rows[0][0] - 1
    column = layout.grid[first].index(layout.rows[0][1]["unit_name"])
    rows = [row_no - 1 for row_no, _ in layout.rows]
    start = 0
    for n in range(1, len(rows) + 1):
        same = (
            n < len(rows)
            and rows[n] == rows[n - 1] + 1
            and layout.grid[rows[n]][column] == layout.grid[rows[start]][column]
        )
        if same:
            continue
        if n - start > 1:
            layout.merges.append((rows[start], column, rows[n - 1], column))
            for k in range(start + 1, n):
                layout.grid[rows[k]][column] = ""
        start = n
