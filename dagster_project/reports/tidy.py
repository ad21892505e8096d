"""The report's figures as one tidy CSV: one figure a line, with what it is and where it comes from."""

import csv
from pathlib import Path

from dagster_project.reports.layout import safe_text
from dagster_project.reports.model import Report, text_of
from dagster_project.reports.numbers import Record

HEADER = (
    "年度", "填报单位", "版本", "表编号", "表名", "行键", "行类型", "行名", "指标", "指标名", "类型", "数值", "显示", "数据截至", "运行批次",
    "政策版本", "演示数据", "发布",
)  # fmt: skip


def write_csv(report: Report, path: Path) -> Record:
    """Write the figures to path (UTF-8 with BOM, so that spreadsheets read it) and return their places: 行<line>."""
    record, line = Record(), 1
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(HEADER)
        for table in report.tables:
            names = [c.name for c in table.columns if c.kind == "text"]
            origin = table.provenance
            as_of = f"{origin.as_of:%Y-%m-%d %H:%M:%S}" if origin.as_of else ""
            for row in table.rows:
                named = " ".join(str(row.values[n]) for n in names[:4] if row.values.get(n))
                for column in table.columns:
                    if column.kind == "text":
                        continue
                    line += 1
                    number = table.cell(row, column.name)
                    shown = record.put(number, f"行{line}")
                    cells = [
                        report.year, report.scope, report.edition, table.id, table.title, row.key, row.kind, named, column.name,
                        column.label, column.kind, "" if number.value is None else repr(number.value),
                        shown if text_of(column, row) is None else number.text, as_of, origin.run_id, origin.policy_version,
                        "是" if report.is_demo else "否", report.standing.words,
                    ]  # fmt: skip
                    writer.writerow([safe_text(c) if isinstance(c, str) and not _is_figure(c) else c for c in cells])
    return record


def _is_figure(text: str) -> bool:
    """True for a plain number, which may be negative and is harmless."""
    try:
        float(text.rstrip("%"))
    except ValueError:
        return False
    return True
