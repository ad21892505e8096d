"""Small workbooks of generated people, laid out as the notices print them, and the pipeline up to the warehouse."""

import re
from datetime import datetime
from itertools import count
from pathlib import Path
from zipfile import ZipFile

import duckdb
from openpyxl import Workbook
from stdnum.cn import ric

from dagster_project import dbt_runner
from dagster_project.home import Home
from dagster_project.intake import take_in

ROSTER = (
    "序号 单位所属 工作单位 姓名 性别 民族 出生年月 学历 毕业院校及时间 所学专业 现有资格及取得时间 现从事专业 "
    "申报资格名称 继续教育 身份证号 联系电话 倾斜政策"
).split()
GREEN = (
    "序号 工作单位 姓名 性别 出生年月 民族 政治面貌 学历 毕业院校及时间 引进（招聘）批复时间 引进单位（原工作单位） "
    "专业系列 现资格名称及取得时间 申报资格名称 现从事专业 备注 身份证号"
).split()
RESULT = (
    "序号 单位所属 工作单位 姓名 性别 民族 出生年月 学历 申报资格名称 通过资格名称 评审/认定方式 评委会名称 "
    "评委会通过时间 核准备案文号 核准备案时间 证书编号 备注 评审结果 身份证号"
).split()
POST = "序号 单位名称 单位所属 旗县区 主管部门 岗位层级 核定岗位数 在聘人数".split()
UNIT = "序号 单位名称 单位性质 单位所属 旗县区 主管部门 涉改起始日期 涉改结束日期".split()

_next = count(1)


def person(number: int | None = None) -> dict:
    """A person who does not exist: born 1980-01-01, a man, in an unused order number of 东河区."""
    order = (number or next(_next)) * 2 - 1
    head = f"15020219800101{order:03d}"
    return {"姓名": f"甲{order:03d}", "性别": "男", "民族": "汉", "出生年月": "1980/01", "学历": "本科", "身份证号": head + ric.calc_check_digit(head + "0")}


def apply(unit: str, title: str, affiliation: str = "旗县区", **more) -> dict:
    """A roster row; `more` sets or blanks any column."""
    return {**person(), "单位所属": affiliation, "工作单位": unit, "申报资格名称": title, "继续教育": "有", **more}


def book(home: Home, place: str, header: list[str], rows: list[dict], above=()) -> Path:
    """Write one workbook below the inbox; `above` are title rows."""
    path = home.inbox / place
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook = Workbook()
    sheet = workbook.active
    for text in above:
        sheet.append([text])
    known = header + sorted({key for row in rows for key in row} - set(header))
    sheet.append(known)
    for number, row in enumerate(rows, 1):
        sheet.append([row.get(name, number if name == "序号" else None) for name in known])
    workbook.save(path)
    if int(place[:4]) > datetime.now().year:
        _saved_in(path, place[:4])
    return path


def _saved_in(path: Path, year: str) -> None:
    """Let a workbook of a year to come say that it was saved in that year: one saved before it began is asked about."""
    with ZipFile(path) as pack:
        parts = {name: pack.read(name) for name in pack.namelist()}
    core = parts["docProps/core.xml"].decode()
    parts["docProps/core.xml"] = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{year}-06-01T08:00:00Z", core).encode()
    with ZipFile(path, "w") as pack:
        for name, content in parts.items():
            pack.writestr(name, content)


def build(home: Home, run_id: str = "r1") -> duckdb.DuckDBPyConnection:
    """Intake and dbt for real; a read-only connection to the warehouse they made."""
    import os

    os.environ["ZHICHENG_HOME"] = str(home.path)
    take_in(home, run_id, datetime(2026, 1, 2, 3, 4), "abcdef01")
    dbt_runner.build(home, dbt_runner.load_manifest(dbt_runner.manifest_folder()))
    return duckdb.connect(str(home.warehouse), read_only=True)


def rows(connection, sql: str) -> list[tuple]:
    """All rows of a query."""
    return connection.execute(sql).fetchall()
