"""since in mart_compliance: this run's day for a state that is new, the ledger's for one that has stayed."""

import pytest

from dagster_project import ledger, states
from dagster_project.home import Home
from tests.marts import books
from tests.marts.books import POST, ROSTER, apply, book, rows

pytestmark = pytest.mark.slow  # builds a warehouse of its own

UNIT = "乌海市海勃湾区人民医院"


@pytest.fixture
def home(tmp_path) -> Home:
    """One banner with 20 posts, none vacant, and one applicant: 1 over, 1 allowed, 合规."""
    home = Home(tmp_path / "home").create()
    book(home, "2023/乌海市/岗位.xlsx", POST, [
        {"单位名称": UNIT, "单位所属": "旗县区", "岗位层级": "副高级", "核定岗位数": 20, "在聘人数": 20}])  # fmt: skip
    book(home, "2023/乌海市/花名册.xlsx", ROSTER, [apply(UNIT, "副主任医师")])
    return home


def event(state: str) -> dict:
    key = dict(zip(states.KEY, (2023, "R-POST-01", "banner", "150302", "高级"), strict=True))
    return {"event": states.EVENT, **key, "state": state, "since": "2025-11-30", "as_of": "2025-11-30T09:00:00", "run_id": "r0"}


@pytest.mark.parametrize(("last", "since"), [(None, "2026-01-02"), ("合规", "2025-11-30"), ("超限", "2026-01-02")])
def test_since(home, last, since):
    if last:
        ledger.append(home, event(last))
    with books.build(home) as connection:
        found = rows(connection, "select state, since::varchar from marts.mart_compliance where rule_id = 'R-POST-01' and scope_code = '150302'")
    assert found == [("合规", since)]
