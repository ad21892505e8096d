"""The columns of a form in the raw layer, and the rows of one submission in them."""

from array import array
from base64 import b64encode

import pyarrow as pa

from dagster_project.forms import Form
from dagster_project.intake.layout.table import Part, Table
from dagster_project.intake.person import identify, mark, mark_of_title, month_of

_FRONT = ("submission_id", "raw_run", "sheet")
_TITLE = ("title_year", "title_level", "title_series", "title_unit")
_NAMES = pa.list_(pa.string())
_OF_UNITS = ("unit_name", "publicity_unit", "subject", "banner")  # the first there is tells whose file it is
_APPLIED = {"result": "passed_title"}  # the title that a row of the form is about


def schema_of(form: Form) -> pa.Schema:
    """Columns of a form's Parquet files: provenance, row, title, marks, then every known column as text."""
    fields = [pa.field(name, pa.string()) for name in _FRONT]
    fields.append(pa.field("row_no", pa.int32()))
    fields += [pa.field(name, pa.string()) for name in ("row_kind", "row_text", *_TITLE)]
    fields += [pa.field(name, _NAMES) for name in ("numeric_columns", "filled_columns")]
    fields.append(pa.field("extra", pa.string()))
    if form.has_persons:
        fields += [pa.field(name, pa.string()) for name in ("person_key", "id_status")]
    return pa.schema(fields + [pa.field(name, pa.string()) for name in form.names])


class Collector:
    """Gathers the rows of one submission as Arrow columns while they are read."""

    def __init__(self, submission_id: str, raw_run: str, key: bytes):
        self.submission_id, self.raw_run, self.key = submission_id, raw_run, key
        self.parts: list[tuple[Table, dict[str, pa.Array], int]] = []
        self.units: set[str] = set()
        self.marks: dict[
            str, tuple[set[int], set[int]]
        ] = {}  # form → persons; persons with the title applied for

    def take(self, table: Table, part: Part) -> None:
        arrays = {name: pa.array(texts, pa.string()) for name, texts in part.columns.items()}
        arrays["row_no"] = pa.array(part.row_nos, pa.int32())
        arrays["row_kind"], arrays["row_text"] = pa.array(part.kinds), pa.array(part.texts, pa.string())
        arrays["numeric_columns"], arrays["filled_columns"] = _lists(part.numbers), _lists(part.filled)
        if part.extra:
            arrays["extra"] = pa.array(part.extra, pa.string())
        data = [j for j, kind in enumerate(part.kinds) if kind == "data"]
        if table.header.form.has_persons and data:
            arrays |= self._persons(table, part, data)
        units = next((part.columns[name] for name in _OF_UNITS if name in part.columns), None)
        if units:
            self.units.update(units[j] for j in data if units[j])
        self.parts.append((table, arrays, len(part.kinds)))

    def _persons(self, table: Table, part: Part, data: list[int]) -> dict[str, pa.Array]:
        size, key, form = len(part.kinds), self.key, table.header.form
        keys, statuses = [None] * size, [None] * size
        none = [None] * size
        ids, numbers = part.columns.get("id_number", none), part.numbers
        names, sexes, births = (part.columns.get(n, none) for n in ("person_name", "sex", "birth_month"))
        titles = part.columns.get(_APPLIED.get(form.code, "applied_title"), none)
        persons, likely, pairs = self.marks.setdefault(form.code, (set(), set(), set()))
        front = f"{self.submission_id}|{table.label}|"
        for j in data:
            row = f"{front}{part.row_nos[j]}"
            keys[j], statuses[j] = identify(key, ids[j], "id_number" in numbers[j], row)
            who = alike = mark(key, f"{names[j]}|{sexes[j]}|{month_of(births[j])}")
            if statuses[j] == "valid":
                who = int(keys[j][:16], 16)
            persons.add(who)
            likely.add(alike)
            pairs.add(who ^ mark_of_title(titles[j]))
        return {"person_key": pa.array(keys, pa.string()), "id_status": pa.array(statuses, pa.string())}

    def table_of(self, form: Form) -> pa.Table | None:
        """All rows of one form; None when there are none."""
        schema, tables = schema_of(form), []
        for table, arrays, size in self.parts:
            if table.header.form.code != form.code or not table.data_rows:
                continue
            same = {"submission_id": self.submission_id, "raw_run": self.raw_run, "sheet": table.label}
            same |= table.title
            columns, nothing = [], pa.nulls(size, pa.string())
            for f in schema:
                if f.name in arrays:
                    columns.append(arrays[f.name])
                elif same.get(f.name) is not None:
                    columns.append(pa.repeat(pa.scalar(same[f.name], f.type), size))
                else:
                    columns.append(nothing if f.type == pa.string() else pa.nulls(size, f.type))
            tables.append(pa.Table.from_arrays(columns, schema=schema))
        return pa.concat_tables(tables) if tables else None

    def packed_marks(self) -> dict[str, list[str]]:
        """The marks as they are kept: eight bytes each, in base64."""
        return {form: [pack(marks) for marks in three] for form, three in self.marks.items()}


def pack(marks: set[int]) -> str:
    return b64encode(array("Q", sorted(marks)).tobytes()).decode()


def _lists(names: list[tuple[str, ...] | None]) -> pa.Array:
    """Lists of column names: few different ones, so each is built once."""
    different = dict.fromkeys(names)
    for n, one in enumerate(different):
        different[one] = n
    values = pa.array([None if one is None else list(one) for one in different], _NAMES)
    return values.take(pa.array([different[one] for one in names], pa.int32()))
