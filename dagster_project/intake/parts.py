"""Rows of many submissions in one Parquet file a form, written by the worker that read them."""

from pathlib import Path

import pyarrow as pa

from dagster_project.forms import Form
from dagster_project.intake.raw import RawFile
from dagster_project.intake.records import Chunk, FileRows, as_array, schema_of


class Parts:
    """The files raw/<form>/<name>.parquet of one batch; nothing of them is seen before `close`."""

    GATHERED = 20_000  # rows that are turned into Arrow columns at once

    def __init__(self, folder: Path, forms: tuple[Form, ...], name: str):
        self.name = name
        self.files = {
            form.code: _FormFile(folder / form.code / f"{name}.parquet", form, name) for form in forms
        }

    def add(self, rows: FileRows) -> None:
        """All rows of one submission, its tables without data left out."""
        for chunk in rows.chunks:
            if chunk.table.data_rows:
                self.files[chunk.table.header.form.code].add(chunk, rows.submission_id)

    def close(self) -> None:
        for file in self.files.values():
            file.close()


class _FormFile:
    def __init__(self, path: Path, form: Form, name: str):
        self.schema = schema_of(form)
        self.file, self.name = RawFile(path, self.schema), name
        self.size, self.waiting = 0, {field.name: [] for field in self.schema}

    def add(self, chunk: Chunk, submission_id: str) -> None:
        same = {**chunk.constants(submission_id), "raw_run": self.name}
        if any(isinstance(column, pa.Array) for column in chunk.columns.values()):
            self._gather()
            self.file.write(self._table(chunk, same))
            return
        for name, values in self.waiting.items():
            column = chunk.columns.get(name)
            values += [same.get(name)] * chunk.size if column is None else column
        self.size += chunk.size
        if self.size >= Parts.GATHERED:
            self._gather()

    def _table(self, chunk: Chunk, same: dict[str, str | None]) -> pa.Table:
        columns = []
        for field in self.schema:
            if field.name in chunk.columns:
                columns.append(chunk.columns[field.name])
            elif same.get(field.name) is not None:
                columns.append(pa.repeat(pa.scalar(same[field.name], field.type), chunk.size))
            else:
                columns.append(pa.nulls(chunk.size, field.type))
        return pa.Table.from_arrays(columns, schema=self.schema)

    def _gather(self) -> None:
        if self.size:
            arrays = [as_array(name, values) for name, values in self.waiting.items()]
            self.file.write(pa.Table.from_arrays(arrays, schema=self.schema))
            self.size, self.waiting = 0, {field.name: [] for field in self.schema}

    def close(self) -> None:
        self._gather()
        self.file.close()
