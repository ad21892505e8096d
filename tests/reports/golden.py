"""The golden workbook: every cell, format, merge and print setting of the small mart's annual workbook.

Compared by test_golden.py; written anew only by `python -m tests.reports.golden`, and then read before it is committed.
"""

import json
import tempfile
from pathlib import Path

import openpyxl

from dagster_project.reports import write_annual
from tests.reports.small_mart import build, ordinary

FOLDER = Path(__file__).with_name("golden_books")
CASES = {"region_2023": (2023, None, "内部"), "body_2024": (2024, "通辽市", "内部"), "region_2023_public": (2023, None, "公开")}


def description(path: Path) -> dict:
    """{sheet: its cells as [value or formula, cached value, format], merges, widths, print set-up}."""
    formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    return {sheet.title: _sheet(sheet, values[sheet.title]) for sheet in formulas}


def _sheet(sheet, cached) -> dict:
    cells = {
        c.coordinate: [c.value, cached[c.coordinate].value, c.number_format, c.font.name, c.font.b, _colour(c.font.color),
                       c.alignment.horizontal, bool(c.border.left.style)]
        for row in sheet.iter_rows() for c in row if c.value is not None
    }  # fmt: skip
    page, margins = sheet.page_setup, sheet.page_margins
    return {
        "cells": cells, "merges": sorted(map(str, sheet.merged_cells.ranges)),
        "widths": {k: round(d.width, 2) for k, d in sorted(sheet.column_dimensions.items())},
        "page": [page.paperSize, page.orientation, page.fitToWidth, page.fitToHeight, margins.left, margins.top],
        "heads": [sheet.print_title_rows, sheet.freeze_panes, sheet.oddHeader.left.text, sheet.oddHeader.right.text, sheet.oddFooter.center.text],
        "links": sorted(link.location or "" for link in sheet._hyperlinks),
    }  # fmt: skip


def _colour(colour) -> str | None:
    return colour.rgb if colour is not None and isinstance(colour.rgb, str) else None


def written(name: str, folder: Path) -> dict:
    year, bureau, edition = CASES[name]
    mart = build(folder / f"{name}.duckdb", **ordinary())
    return json.loads(json.dumps(description(write_annual(mart, year, bureau, folder / f"{name}.xlsx", edition=edition))))


def golden(name: str) -> dict:
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


def main() -> None:
    for name in CASES:
        with tempfile.TemporaryDirectory() as folder:
            text = json.dumps(written(name, Path(folder)), ensure_ascii=False, indent=0, sort_keys=True)
        (FOLDER / f"{name}.json").write_text(text + "\n", "utf-8")
        print(f"{name}: {len(text)} characters; read what changed before committing it")


if __name__ == "__main__":
    main()
