"""The blank workbook of a form, as content: title, headers, what to enter, what may be chosen, an example row.

The columns are the form's own (dbt/seeds/forms); what only a template needs stands in template.csv and
template_column.csv beside this file: a row for a form before one for all forms (*). Printed columns come first, in printed
order, exactly as printed. An optional column has a place here only where some figure or rule reads it today; any other may
be added at the right under its own name.
"""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dagster_project.forms.catalogue import Form, load_forms
from dagster_project.home import DBT_DIR

HERE = Path(__file__).parent
SEEDS = DBT_DIR / "seeds"
OURS = "本系统建议格式（通知未印此表列名）"
AS_TEXT = {"id_number", "phone"}
PLACEHOLDER = {"body": "　　　　盟市", "year": "　　　　"}


@dataclass(frozen=True)
class TemplateColumn:
    """choices: words to choose from; several: more than one may be entered; printed: part of the printed page."""

    name: str
    label: str
    hint: str
    example: str
    choices: tuple[str, ...]
    several: bool
    printed: bool
    required: bool

    @property
    def is_text(self) -> bool:
        return self.name in AS_TEXT


@dataclass(frozen=True)
class Template:
    """mark: where the form comes from; unit_row: whether 单位（盖章） stands above the header; notes: lines below the rows."""

    code: str
    name: str
    mark: str
    title: str
    unit_row: bool
    columns: tuple[TemplateColumn, ...]
    notes: tuple[str, ...]


def templates(
    year: int | None = None, body: str | None = None, forms_dir: Path = SEEDS / "forms", codes: Path = SEEDS / "codes"
) -> list[Template]:
    """One template for each form in force in the year (this year when None); year and body are filled in where given."""
    in_force = year or date.today().year
    about = {row["form_code"]: row for row in _rows(HERE / "template.csv")}
    columns = {(row["form_code"], row["column_name"]): row for row in _rows(HERE / "template_column.csv")}
    sources = {row["form_code"]: row for row in _rows(forms_dir / "form.csv")}
    words = {"body": body or PLACEHOLDER["body"], "year": str(year) if year else PLACEHOLDER["year"]}
    words["tilt"] = "；".join(f"{code}.{label}" for code, label in _tilt_codes(codes, in_force))
    found = []
    for form in load_forms(forms_dir, in_force):
        row, source = about[form.code], sources[form.code]
        mark = OURS if source["status"] == "ours" else f"表样：{source['source']}"
        found.append(Template(
            form.code, form.name, mark, row["title"].format(**words), row["unit_row"] == "Y",
            _columns(form, columns, codes, in_force, source["status"] == "ours"),
            tuple(note.format(**words) for note in row["notes"].split("|") if note),
        ))  # fmt: skip
    return found


def _columns(form: Form, about: dict, codes: Path, year: int, is_ours: bool) -> tuple[TemplateColumn, ...]:
    found = []
    for column in form.columns:
        row = about.get((form.code, column.name)) or about[("*", column.name)]
        if not row["shown"]:
            continue
        choices = _choices(row["choices"], codes, year)
        printed = is_ours or column.need != "optional" or column.name == "seq"
        found.append(TemplateColumn(
            column.name, column.label, row["hint"], row["example"], choices, row["several"] == "Y", printed,
            column.need == "required",
        ))  # fmt: skip
    found.sort(key=lambda column: (column.name != "seq", not column.printed))
    return tuple(found)


def _choices(spec: str, codes: Path, year: int) -> tuple[str, ...]:
    """'=1|=2' are words themselves, 'outcome:outcome' a column of a code seed, 'form_word:sex' a kind of word."""
    found: dict[str, None] = {}
    for part in filter(None, spec.split("|")):
        if part.startswith("="):
            found[part[1:]] = None
            continue
        seed, column = part.split(":")
        for row in _rows(codes / f"{seed}.csv"):
            if seed == "form_word" and row["word_kind"] == column:
                found[row["word"]] = None
            elif seed != "form_word" and _is_in_force(row, year):
                found[row[column]] = None
    return tuple(found)


def _tilt_codes(codes: Path, year: int) -> list[tuple[str, str]]:
    return [(r["tilt_code"], r["tilt_label"]) for r in _rows(codes / "tilt_code.csv") if _is_in_force(r, year)]


def _is_in_force(row: dict, year: int) -> bool:
    return (row.get("valid_from") or "0")[:4] <= str(year) <= (row.get("valid_to") or "9999")[:4]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
