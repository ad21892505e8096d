"""From a published mart to the content of a report: all figures come from queries/*.sql, none is reckoned here."""

from contextlib import contextmanager
from pathlib import Path

import duckdb

from dagster_project.errors import UserError
from dagster_project.home import DBT_DIR
from dagster_project.reports.application_tables import TOTALS
from dagster_project.reports.edition import INTERNAL, PUBLIC, public, rounding
from dagster_project.reports.facts import load_facts
from dagster_project.reports.model import CURRENT, Column, Provenance, Report, Row, Standing, Table
from dagster_project.reports.tables import ANNUAL, Spec


class OlderMart(UserError):
    """A mart file of an earlier version of this program lacks a table or column."""


QUERIES = Path(__file__).with_name("queries")
NOTES = (
    "本册数字取自已发布的统计结果，与看板一致；每表注明数据截至时间、运行批次和政策版本。",
    "比率按未四舍五入的分子、分母计算，显示一位小数；单元格保留全部位数。",
    "合计为公式，可在表格软件中重算；“无数据”表示缺少所需资料，不等于零；“—”表示不可相加或分母为零。",
    "适用的规定按评审年度选取；本年度未见规定的，只列数字，并以最近一次规定作灰色参照，不作判定。",
    "本册为内部版，不含姓名、证件号码等个人信息。",
)


def annual(
    mart: Path, year: int, bureau: str | None = None, demo: bool | None = None, edition: str = INTERNAL,
    seeds: Path | None = None, only: tuple[str, ...] | None = None, standing: Standing = CURRENT,
) -> Report:  # fmt: skip
    """The content of a report. bureau: code or name; None is the whole region. only: ids of the tables wanted, else all.

    seeds: the folder of the seeds (or of a release) whose rounding base holds, by default this installation's. A year without figures is
    a report that says so. UserError when the mart is missing or the body is unknown.
    """
    with _open(mart) as db:
        code, scope = _scope(db, bureau)
        specs = ANNUAL if only is None else [spec for spec in (*ANNUAL, *TOTALS) if spec.id in only]
        facts = load_facts(db, year, code)
        standing = _since_released(db, year, code) if standing is CURRENT else standing
        is_empty = facts["applied"].value is None and facts["files_in_force"].value == 0
        report = Report(
            f"{year}年度职称评审统计表", scope, year, _is_demo(db) if demo is None else demo, _provenance(db, "mart_gate"),
            (*_years(db, year, code, scope, is_empty), *standing.remarks, *NOTES), tuple(_table(db, spec, year, code) for spec in specs),
            INTERNAL, code, facts, standing,
        )  # fmt: skip
    return public(report, rounding(year, seeds or DBT_DIR / "seeds")) if edition == PUBLIC else report


def years_with_figures(mart: Path) -> list[int]:
    """The years that a mart file holds figures of, oldest first."""
    with _open(mart) as db:
        return [year for (year,) in db.sql("select distinct review_year from mart_pass_rate order by 1").fetchall() if year]


def scope_code(mart: Path, bureau: str | None) -> str | None:
    """The code of a body given by code or name; None for the region. UserError when it is unknown."""
    with _open(mart) as db:
        return _scope(db, bureau)[0]


def bodies_of(mart: Path, year: int) -> list[str]:
    """Codes of the bodies that a mart file holds figures or files of in a year."""
    query = "select bureau_code from {} where review_year = $year and bureau_code is not null"
    both = " union ".join(map(query.format, ("mart_pass_rate", "mart_submission")))
    with _open(mart) as db:
        return [code for (code,) in db.execute(both + " order by 1", {"year": year}).fetchall()]


def newest_year(mart: Path) -> int:
    """The newest year with figures. UserError when there is none."""
    years = years_with_figures(mart)
    if not years:
        raise UserError("已发布的统计结果中还没有任何年度的数据。请先报送并运行 zhicheng run。")
    return years[-1]


def _years(db, year: int, code: str | None, scope: str, is_empty: bool) -> tuple[str, ...]:
    """What is said first of a year that holds nothing."""
    if not is_empty:
        return ()
    every = "select review_year from mart_pass_rate where $code is null or bureau_code = $code"
    years = [str(r[0]) for r in db.execute(f"select distinct review_year from ({every}) order by 1", {"code": code}).fetchall()]
    known = f"有数据的年度：{'、'.join(years)}。" if years else "各年度都还没有数据。"
    return (f"{scope}{year}年度没有收到申报和评审数据，各表为空，不代表数字为零。{known}",)


def _since_released(db, year: int, code: str | None) -> Standing:
    """What the published figures say of a year that was released: that they are later ones, and how many differ."""
    query = "select max(release_no), max(release_kind), sum(differing) from mart_release"
    where = " where review_year = $year and ($code is null or bureau_code = $code)"
    number, kind, differing = db.execute(query + where, {"year": year, "code": code}).fetchone()
    if number is None:
        return CURRENT
    since = f"有{differing}处不同" if differing else "没有不同"
    return Standing("", (f"{year}年度已{kind}（第{number}版）。本册为现在发布的数字，申报、通过人次和报送文件与该版{since}。",))


@contextmanager
def _open(mart: Path):
    """The mart, read-only; what DuckDB says about it is replaced by a sentence one can act on."""
    if not mart.exists():
        raise UserError("还没有已发布的统计结果。请先运行 zhicheng run，再生成报告。")
    try:
        db = duckdb.connect(str(mart), read_only=True)
    except duckdb.Error:
        raise UserError("已发布的统计结果打不开，可能不完整。请重新运行 zhicheng run。") from None
    try:
        yield db
    except (duckdb.CatalogException, duckdb.BinderException):
        raise OlderMart(
            "已发布的统计结果缺少本报告需要的表或列，版本可能较旧。请重新运行 zhicheng run；"
            "较早的定稿请直接取 releases/年度/版号/reports 里当时的报告。"
        ) from None
    finally:
        db.close()


def _scope(db, bureau: str | None) -> tuple[str | None, str]:
    """(code, name) of the body asked for by code, name or an unambiguous part of the name; (None, 全区) without."""
    if not bureau:
        return None, "全区"
    bodies = db.sql(
        "select distinct bureau_code, bureau_name from mart_submission where bureau_code is not null"
        " union select distinct bureau_code, bureau_name from mart_pass_rate where bureau_code is not null order by 1"
    ).fetchall()
    found = [b for b in bodies if bureau in b] or [b for b in bodies if bureau in b[1]]
    if len(found) == 1:
        return found[0]
    names = "、".join(name for _, name in bodies)
    raise UserError(f"没有名为“{bureau}”的报送单位。可用的有：{names}（也可用六位代码）。", exit_code=2)


def _is_demo(db) -> bool:
    """True when the mart says that its people are fictitious."""
    return bool(db.sql("select coalesce(bool_or(is_demo), false) from mart_submission").fetchone()[0])


def _provenance(db, mart: str) -> Provenance:
    """Time, run and policy version of a mart: the same in all its rows; where it has none, those of the files handed in."""
    for name in (mart, "mart_pass_rate", "mart_submission"):
        found = db.sql(f"select as_of, run_id, policy_version from {name} order by as_of desc nulls last limit 1").fetchone()
        if found:
            return Provenance(*found)
    return Provenance(None, "", "")


def _table(db, spec: Spec, year: int, code: str | None) -> Table:
    """Run a table's query and bind its rows to what they add up."""
    query = (QUERIES / f"{spec.query or spec.id}.sql").read_text("utf-8")
    cursor = db.execute(query, {"year": year, "bureau": code, **dict(spec.given)})
    names = [d[0] for d in cursor.description]
    found = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
    columns = tuple(c for c in spec.columns if not _is_empty(spec, c, found))
    rows = tuple(Row(r["row_key"], r["row_type"], r, _adds(found, i)) for i, r in enumerate(found))
    notes = (*_reference(found, year), *spec.notes) if found else (spec.empty,)
    title = f"{year}年度{spec.title}"
    return Table(spec.id, spec.sheet, title, spec.unit, columns, rows, _provenance(db, spec.mart), notes,
                 spec.is_protected)  # fmt: skip


def _reference(rows: list[dict], year: int) -> tuple[str, ...]:
    """What is said of a year without a limit of its own: the last one known, and that it judges nothing."""
    documents = "；".join(sorted({r["reference_document"] for r in rows if r.get("reference_document")}))
    if not documents:
        return ()
    return (f"本年度（{year}）未见规定：只列数字，不作判定；灰色栏为参照 {documents} 的限额，仅供参照。",)


def _is_empty(spec: Spec, column: Column, rows: list[dict]) -> bool:
    return column.name in spec.hidden_when_empty and all(r.get(column.name) is None for r in rows)


def _adds(rows: list[dict], index: int) -> tuple[int, ...]:
    """The indexes of the rows that a total sums: all data rows of its group, or of the table when it has no group."""
    row = rows[index]
    if row["row_type"] not in ("subtotal", "total"):
        return ()
    same = [i for i, r in enumerate(rows) if r["row_type"] in ("data", "rest")]
    grouped = [i for i in same if rows[i]["group_key"] == row["group_key"]]
    return tuple(grouped or same)
