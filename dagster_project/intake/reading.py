"""One file becomes raw rows by form, and what there is to say about it."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path

from python_calamine import CalamineError

from dagster_project.forms import Form
from dagster_project.intake.container.kinds import DAMAGED, Refused, check_kind
from dagster_project.intake.container.sheets import Sheet, text_sheets, web_sheets, workbook_sheets
from dagster_project.intake.layout.header import Header
from dagster_project.intake.layout.part import Table, Take
from dagster_project.intake.layout.table import SheetReader, safe_label

OTHER_NAMES = 3  # of a missing column, named in the message
_NO_ROWS = "但表头下面没有数据行"
_NOT_READ = "按情况报告登记，不读取其中的表格；花名册等各种表请存成 xlsx、xls 或 csv 报送"
_UNIT_FROM = {"": "其上方单独写明", "标题": "表头上方标题中", "工作表名": "工作表名中", "上一行": "上面一行"}
_FOR_ALL = "（各行同属一个单位的，也可以不加这一列，在表头上方单独写一行“单位：××××学校”）"
_SHIFTED = "可能是某一格里有逗号等分隔符而没有加引号，其后各列错了位，请核对"
_ACROSS = {
    "岗位表": "但看不出哪一列是哪个层级的核定岗位数、哪一列是在聘人数。横排时每个层级（正高级、副高级、中级、初级）下面都要有“核定岗位数”和"
    "“在聘人数”两列；按等级（一级至十三级）横排的，上面要写明“专业技术岗位”，等级与层级不能混用。也可以按“岗位表”模板改成一个单位一个层级一行",
    "名额分配表": "但名额分配表一个盟市（单位）只有一个数，不分层级。请按“名额分配表”模板，只列“盟市”和“申报控制人数”两列",
}


@dataclass
class Reading:
    """What came of reading one file. outcome: read, report or returned (then `reason` says why, in Chinese).

    rows: data rows by form code. years: years named in title rows. marks: form → marks of its persons, to be compared
    with other files (compare.py). units: how many different units there are, by the body they lie in ('' =
    unknown); of_region: how many of them bear the region's own name; named: bodies that titles and 单位 rows name. copies: [label, persons
    without ID number, those that an earlier table has too] of a table. dates_from_1904: whether numbers that are dates count from that year. returned_from: the submission that
    the workbook was returned from, mended and handed back. years_told: what in it
    speaks of another year, in Chinese (years.py). Holds no cell of a data row.
    """

    outcome: str = "read"
    reason: str | None = None
    forms: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    years: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    marks: dict[str, list[str]] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    of_region: int = 0
    named: list[str] = field(default_factory=list)
    copies: list[list] = field(default_factory=list)
    dates_from_1904: bool = False
    returned_from: str | None = None
    years_told: list[str] = field(default_factory=list)

    def as_dict(self) -> dict:
        return vars(self)


def read_file(path: Path, extension: str, forms: tuple[Form, ...], take: Take) -> Reading:
    """What came of reading a file; its rows go to `take`. Raises nothing that a bad file can cause but MemoryError."""
    reading = Reading()
    try:
        kind = check_kind(path, extension)
        if kind == "report":
            reading.outcome = "report"
            reading.notes.append(_NOT_READ)
            return reading
        sheets = {"workbook": workbook_sheets, "text": text_sheets, "web": web_sheets}[kind](path)
        tables, misses = _read_sheets(sheets, forms, reading, take)
        _settle(reading, tables, misses, forms)
    except Refused as refused:
        return Reading("returned", refused.message)
    except CalamineError:  # the part that is damaged lies further down
        return Reading("returned", DAMAGED)
    return reading


def _read_sheets(sheets, forms: tuple[Form, ...], reading: Reading, take: Take) -> tuple[list[Table], list]:
    """(tables with data, (sheet name, what was expected) of each sheet that is no known form)."""
    tables, misses = [], []
    for sheet in sheets:
        reading.returned_from = sheet.returned_from
        reader = SheetReader(sheet.name, forms, sheet.merges, take)
        reader.read(sheet.rows)
        if reader.is_empty and not reader.tables:
            continue
        if sheet.is_hidden:
            reading.hidden.append(sheet.name)
        if not reader.tables:
            misses.append((sheet.name, _missed(reader)))
        if reader.above:
            misses.append((sheet.name, f"{_nearest(reader.above)}，第 {reader.above.row_no} 行至下一个表之间的行没有读取"))
        for table in reader.tables:
            if table.data_rows:
                tables.append(table)
            elif not table.given or not any(other.data_rows for other in reader.tables):
                misses.append((table.label, f"像“{table.header.form.name}”，{_NO_ROWS}"))
        if any(table.data_rows for table in reader.tables):
            reading.notes += _notes(sheet, reader.tables, reading)
    return tables, misses


def _missed(reader: SheetReader) -> str:
    """What to say of a sheet that is no known form."""
    if reader.turned:
        return _turned(reader.turned)
    if reader.across:
        row_no, name = reader.across
        return f"第 {row_no} 行像把层级横排的“{name}”，{_ACROSS[name]}" if name in _ACROSS else _nearest(reader.nearest)
    return _nearest(reader.nearest)


def _turned(form: Form) -> str:
    return f"像“{form.name}”，但行列颠倒了：列名从上往下写在一列里。列名应写在同一行，每条记录一行（复制后用“选择性粘贴—转置”）"


def _nearest(header: Header | None) -> str:
    if header is None:
        return "前 30 行里没有找到已知的表头"
    if header.untitled and not header.missing:
        which = "，还是".join(f"“{name}”" for name in header.untitled)
        return f"第 {header.row_no} 行的表头几种表都用，标题没有说明是{which}。请在表头上方的标题行写明"
    said = f"第 {header.row_no} 行像“{header.form.name}”的表头，但缺少必需的列：{_accepted(header)}"
    if header.missing == [header.form.labels("required").get("unit_name")] and header.form.has_persons:
        said += _FOR_ALL
    like = [(label, near) for label in header.others().values() if (near := header.nearest(label))]
    if like:
        pairs = "、".join(f"“{safe_label(label)}”（最接近的列名是“{near}”）" for label, near in like[:5])
        said += f"；不认识的列：{pairs}"
    return said


def _accepted(header: Header) -> str:
    """The columns that are missing, each with some of the other names that would have been taken for it."""
    missing = [column for column in header.form.columns if column.label in header.missing]
    also = [f"（也可写作“{'”“'.join(c.aliases[:OTHER_NAMES])}”）" if c.aliases else "" for c in missing]
    return "、".join(f"“{column.label}”{more}" for column, more in zip(missing, also, strict=True))


def _notes(sheet: Sheet, tables: list[Table], reading: Reading) -> list[str]:
    where, notes = _named(sheet.name), []
    if sheet.is_hidden:
        notes.append(f"{where}是隐藏的，已一并读取")
    inside = sheet.look_inside()
    if inside.is_1904:
        reading.dates_from_1904 = True
        notes.append(f"{where}的日期从 1904 年算起：没有设成日期格式的数字日期要加 1462 天")
    if inside.hidden_rows:
        notes.append(f"{where}有 {inside.hidden_rows} 个隐藏行，已一并读取")
    if inside.unsolved:
        notes.append(f"{where}有 {inside.unsolved}没有保存计算结果，读作空格。请用 Excel 或 WPS 打开、保存后重新报送")
    if inside.errors:
        notes.append(f"{where}有 {inside.errors}是错误值（如 #N/A、#REF!），读作空格。请改正公式或直接填写，再重新报送")
    for unit_from, given in sum((table.units_given for table in tables), Counter()).items():
        notes.append(f"{where}有 {given} 行没有填单位，已按{_UNIT_FROM[unit_from]}的单位读取")
    if stray := sorted(set().union(*(table.unlabelled for table in tables))):
        lines = "、".join(map(str, stray[:5])) + ("" if len(stray) <= 5 else " 等")
        notes.append(f"{where}第 {lines} 行在没有列名的列里有内容，共 {len(stray)} 行，已原样留存。{_SHIFTED if not sheet.name else '需要读取的，请写上列名'}")
    if given := sum(table.of_category for table in tables):
        notes.append(f"{where}有 {given} 行的系列或层级，已按其上方的类别行读取（该行自己填了系列的，以自己填的为准）")
    if same := sum(table.same_persons for table in tables):
        notes.append(f"{where}有 {same} 行的姓名和申报资格与上一行合并成一格，按同一人的同一项申报只计一次，以第一行的内容为准")
    if across := {str(table.header.given): table.header for table in tables if table.given}:
        levels = "、".join(dict.fromkeys(value for header in across.values() for one in header.given for value in one.values()))
        rows = sum(table.data_rows for table in tables if table.given)
        notes.append(f"{where}的岗位层级横排（{levels}），已按一个单位一个层级一行读取，共 {rows} 行；没有填数的层级没有算作一行")
    if (count := len([table for table in tables if not table.given]) + len(across)) > 1:
        notes.append(f"{where}里有 {count} 个表，已分别读取")
    for header in {id(table.header): table.header for table in tables}.values():
        others = list(dict.fromkeys(map(_unknown, header.others().values(), repeat(header))))
        if others:
            notes.append(f"{where}有未列入表样的列，已原样留存：{'、'.join(others[:10])}")
        unseen = header.unseen()
        if unseen:
            notes.append(f"{where}缺少表样中的列：{'、'.join(unseen)}")
    return notes


def _unknown(label: str, header: Header) -> str:
    near = header.nearest(label)
    return safe_label(label) + (f"（最接近的列名是“{near}”）" if near else "")


def _settle(reading: Reading, tables: list[Table], misses: list, forms: tuple[Form, ...]) -> None:
    if not tables:
        known = "、".join(form.name for form in forms)
        found = "；".join(f"{_named(name)}{what}" for name, what in misses[:5]) or "工作簿里没有任何内容"
        if misses and all(what.endswith(_NO_ROWS) for _, what in misses):
            raise Refused(f"{found}。请填好数据行后重新报送。")
        raise Refused(f"没有认出是哪种表：{found}。已知的表有：{known}。请按表样核对列名后重新报送。")
    reading.notes += [f"{_named(name)}没有读取：{what}" for name, what in misses]
    for table in tables:
        form = table.header.form
        if form.code not in reading.forms:
            reading.forms.append(form.code)
        reading.rows[form.code] = reading.rows.get(form.code, 0) + table.data_rows
        if table.title["title_year"] and table.title["title_year"] not in reading.years:
            reading.years.append(table.title["title_year"])


def _named(sheet: str) -> str:
    return f"工作表“{safe_label(sheet)}”" if sheet else ""
