"""The sums of the table that opens a figure are the figure's: a unit of a scope without one is told, and in no sum."""

import duckdb

from dagster_project.dashboards import bundle
from tests.reports.small_mart import build, over


def unit(code: str, scope: str, established: int, excess: int) -> dict:
    numbers = (established, established, 0, excess, excess, excess, None)
    return over(code, code, "150200", numbers, "仅展示", scope_kind="unit", is_judged=False, parent_scope_code=scope)


def test_units_add_up_to_the_scopes_that_have_a_figure(tmp_path):
    unknown = over("150200-9", "包头市未归属", "150200", (1, 1, 0, 0, 0, 0, None), "无数据")
    unknown |= dict.fromkeys(("established", "vacant", "over_post", "over_post_ratio"))
    scopes = [over("150202", "东河区", "150200", (40, 38, 2, 5, 5, 3, 2), "超限"), unknown]
    units = [unit("u1", "150202", 30, 1), unit("u2", "150202", 10, 2), unit("u3", "150200-9", 26, 4)]
    mart = build(tmp_path / "mart.duckdb", mart_over_post=scopes + units)
    dataset = bundle.read(mart).datasets["over_post_unit"]
    sums = ", ".join(f'{m["expression"]} as "{m["metric_name"]}"' for m in dataset["metrics"])
    with duckdb.connect(str(mart), read_only=True) as connection:
        cursor = connection.execute(f"select {sums} from ({dataset['sql']})")
        found = dict(zip([c[0] for c in cursor.description], cursor.fetchone(), strict=True))
    assert found == {"单位数": 3, "核定岗位": 40, "空缺岗位": 0, "计限申报人数": 3, "超岗人数": 3, "未计入的单位": 1}
