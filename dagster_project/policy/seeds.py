"""The seeds as the region's own rows see them: where each lies, its columns, their types, and what makes a row the same."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from dagster_project.home import DBT_DIR

ROOT = DBT_DIR / "seeds"
# What makes two rows the same one, where no single column does. A seed that is not here is keyed by the column which
# its own tests declare unique.
KEYS = {
    "citation": ("rule_id", "document_id", "place", "quote"),
    "division_alias": ("alias", "division_code"),
    "expected_file": ("form_code", "bureau_code", "review_year_from"),
    "file_limit": ("limit_id", "valid_from"),
    "form": ("form_code", "valid_from"),
    "form_column": ("form_code", "column_name", "valid_from"),
    "form_year": ("form_code", "column_name", "except_rows", "valid_from"),
    "form_word": ("word_kind", "word"),
    "green_item": ("form_code", "green_item", "valid_from"),
    "level_word": ("level_word", "level_name"),
    "measure_scope": ("measure_id", "series_code", "level_name", "valid_from"),
    "tilt_code": ("tilt_code", "valid_from"),
    "title": ("title", "series_code"),
    "calendar": ("day", "division_code"), "publicity_scope": ("rule_id", "stage", "program"),
    "deadline_scope": ("deadline_id", "treatment", "affiliations", "levels", "series_codes", "words", "programs"),
}
# Columns whose values stand in another seed.
REFERS = {
    "document_id": ("policy_document", "政策文件"), "measure_id": ("measure", "指标"), "rule_id": ("policy_limit", "规则"),
    "series_code": ("series", "系列代码"), "level_code": ("title_level", "层级代码"), "level_name": ("title_level", "层级"),
    "bureau_code": ("reporting_body", "报送单位代码"), "division_code": ("division", "行政区划代码"),
    "form_code": ("form", "表的代码"),
}  # fmt: skip
# A renamed column is one more row in force beside the first: the same column under two labels.
MAY_MEET = {"form_column", "form"}


@dataclass(frozen=True)
class Seed:
    """types: {column: date or integer}, others are text; key: () when nothing makes two rows the same."""

    name: str
    group: str
    path: Path
    columns: tuple[str, ...]
    types: dict[str, str]
    key: tuple[str, ...]


@cache
def all_seeds(root: Path = ROOT) -> dict[str, Seed]:
    """{name: seed} of a folder of seeds."""
    described = {}
    for path in sorted(root.rglob("*.yml")):
        found = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader) or {}
        described |= {seed["name"]: seed for seed in found.get("seeds", ())}
    out = {}
    for path in sorted(root.glob("*/*.csv")):
        about = described.get(path.stem, {})
        types = about.get("config", {}).get("column_types", {})
        unique = [c["name"] for c in about.get("columns", ()) if "unique" in c.get("data_tests", ())]
        with path.open(encoding="utf-8-sig", newline="") as lines:
            columns = tuple(next(csv.reader(lines)))
        kept = {column: kind for column, kind in types.items() if kind != "varchar"}
        key = KEYS.get(path.stem) or tuple(unique[:1])
        out[path.stem] = Seed(path.stem, path.parent.name, path, columns, kept, key)
    return out
