"""The columns of a form in the raw layer, and the rows of one submission in them."""

import pyarrow as pa

from dagster_project.forms import Form
from dagster_project.intake.person import identify
from dagster_project.intake.table import Table

_FRONT = ("submission_id", "raw_run", "sheet")
_ROW = ("row_kind", "row_text", "title_year", "title_level", "title_series", "title_unit")


def schema_of(form: Form) -> pa.Schema:
    """Columns of a form's Parquet files: provenance, row, title, marks, then every known column as text."""
    fields = [pa.field(name, pa.string()) for name in _FRONT]
    fields.append(pa.field("row_no", pa.int32()))
    fields += [pa.field(name, pa.string()) for name in _ROW]
    fields += [pa.field(name, pa.list_(pa.string())) for name in ("numeric_columns", "filled_columns")]
    fields.append(pa.field("extra", pa.string()))
    if form.has_persons:
        fields += [pa.field(name, pa.string()) for name in ("person_key", "id_status")]
    return pa.schema(fields + [pa.field(name, pa.string()) for name in form.names])


def to_arrow(
    form: Form, tables: list[tuple[str, Table]], submission_id: str, raw_run: str, key: bytes
) -> pa.Table:
    """The rows of all tables of one form in one submission. tables: (sheet name, table)."""
    records, has_persons = [], form.has_persons
    for sheet, table in tables:
        front = {"submission_id": submission_id, "raw_run": raw_run, "sheet": sheet, **table.title}
        for record in table.records:
            record.update(front)
            if has_persons and record["row_kind"] == "data":
                numeric = "id_number" in record["numeric_columns"]
                row = f"{submission_id}|{sheet}|{record['row_no']}"
                found = identify(key, record.get("id_number"), numeric, row)
                record["person_key"], record["id_status"] = found
            records.append(record)
    schema = schema_of(form)
    columns = [pa.array([r.get(f.name) for r in records], f.type) for f in schema]
    return pa.Table.from_arrays(columns, schema=schema)
