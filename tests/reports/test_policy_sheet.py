"""附表1 lists the rules behind the figures of its year: judged, shown and exempting ones, not the whole catalogue."""

import openpyxl

from dagster_project.reports import write_annual
from tests.reports.small_mart import build, ordinary

RULE = {"bureau_code": "150100", "measure": "指标", "document_no": "号", "clause": "条", "severity": "仅展示",
        "reading": "读法", "reading_kind": "推断"}  # fmt: skip


def test_only_what_bears_on_the_figures(tmp_path):
    rows = ordinary()
    rows["mart_policy"] += [
        RULE | {"rule_id": f"R-{number}", "fate": fate, **more}
        for number, (fate, more) in enumerate([
            ("展示", {}), ("展示", {"comparison": "<="}), ("免限", {}), ("需要数据", {}), ("不在范围", {}),
            ("展示", {"review_year": 2024}),
        ])
    ]  # fmt: skip
    path = write_annual(build(tmp_path / "mart.duckdb", **rows), 2023, None, tmp_path)
    lines = list(openpyxl.load_workbook(path)["附表1 规定与读法"].iter_rows(values_only=True))
    limit = next(line for line in lines if "限额" in line).index("限额")
    found = {line[0]: line[limit] for line in lines if str(line[0]).startswith("R-")}
    assert found == {"R-POST-01": "不超过 5%", "R-0": "未见规定", "R-1": "见读法", "R-2": "免于限额"}
