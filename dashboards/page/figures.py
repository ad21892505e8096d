"""Figures of one body from the published mart, through Superset's own database entry (read-only, no files, no catalogue)."""

from sqlalchemy import text

DATABASE = "职称评审集市"  # as in assets/databases/
FILES = """
select
    max(completeness) as completeness, max(as_of) as as_of, max(run_id) as run_id, max(policy_version) as policy_version,
    count(*) filter (where submission_id is not null and status not in ('重复', '已替代', '已撤回')) as files,
    count(*) filter (where submission_id is null) as missing,
    coalesce(sum(set_aside), 0) as set_aside
from mart_submission
where review_year = :year and bureau_code is not distinct from :code
"""
PEOPLE = """
select sum(applied) as applied, sum(passed) as passed, max(as_of) as figures_as_of
from mart_pass_rate
where review_year = :year and bureau_code = :code
"""
RELEASE = """
select max(release_no) as release_no, max(release_kind) as release_kind, sum(differing) as differing
from mart_release
where review_year = :year and bureau_code = :code
"""


def figures(year: int, code: str | None) -> dict:
    """{} where nothing is published yet or the file cannot be read just now."""
    from superset import db
    from superset.models.core import Database

    found = db.session.query(Database).filter_by(database_name=DATABASE).one_or_none()
    if found is None:
        return {}
    try:
        with found.get_sqla_engine() as engine, engine.connect() as connection:
            told = _row(connection, FILES, year, code)
            return told | (_row(connection, PEOPLE, year, code) | _row(connection, RELEASE, year, code) if code else {})
    except Exception:  # noqa: BLE001  the driver's errors share no class, and their words are not for readers
        return {}


def _row(connection, sql: str, year: int, code: str | None) -> dict:
    row = connection.execute(text(sql), {"year": year, "code": code}).mappings().one()
    return {name: _plain(value) for name, value in row.items()}


def _plain(value):
    return value.strftime("%Y-%m-%d %H:%M:%S") if hasattr(value, "strftime") else value


def released(told: dict) -> str:
    """That the year is released, and what has changed since; nothing where it is not."""
    if not told.get("release_no"):
        return ""
    since = f"此后有 {told['differing']} 处不同" if told["differing"] else "此后没有不同"
    return f"本年度已{told['release_kind']}（第{told['release_no']}版），申报、通过人次和报送文件{since}。"


def line(name: str, year: int, told: dict) -> str:
    """The completeness line: what is in, what is missing, and the figures made from it."""
    if not told.get("as_of"):
        return f"{name} {year} 年：还没有发布过这一年的数据。报送之后几分钟内会出现在这里。"
    rest = f"还缺 {told['missing']} 份" if told["missing"] else "应报的表都已收到"
    parts = [f"已收 {told['files']} 份", rest]
    parts.append(f"{told['set_aside']} 行待改" if told["set_aside"] else "没有待改的行")
    if told.get("applied") is not None:
        parts.append(f"计入申报 {told['applied']} 人次")
    if told.get("passed") is not None:
        parts.append(f"评审通过 {told['passed']} 人次")
    state = f"，{told['completeness']}" if told.get("completeness") else ""
    return f"{name} {year} 年{state}：{'，'.join(parts)}。"
