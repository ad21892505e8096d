"""Rows of many submissions in one Parquet file a form, written by the worker that read them."""

from collections.abc import Iterable
from itertools import chain, repeat
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
        self.size, self.waiting = 0, []

    def add(self, chunk: Chunk, submission_id: str) -> None:
        same = {**chunk.constants(submission_id), "raw_run": self.name}
        if any(isinstance(column, pa.Array) for column in chunk.columns.values()):
            self._gather()
            self._write([(chunk, same)])
            return
        self.waiting.append((chunk, same))
        self.size += chunk.size
        if self.size >= Parts.GATHERED:
            self._gather()

    def _gather(self) -> None:
        if self.waiting:
            self._write(self.waiting)
            self.size, self.waiting = 0, []

    def _write(self, chunks: list[tuple[Chunk, dict]]) -> None:
        """Columns that are the same in all rows of a chunk, or not there, are never made of Python values."""
        there, sizes, columns = set().union(*(chunk.columns for chunk, _ in chunks)), [chunk.size for chunk, _ in chunks], []
        for field in self.schema:
            if field.name in there and field.name in chunks[0][1]:
                columns.append(pa.array(chain.from_iterable(_titles(field.name, *one) for one in chunks), field.type))
            elif field.name in there:
                columns.append(_joined(field.name, [chunk.columns.get(field.name) for chunk, _ in chunks], sizes))
            elif field.name in chunks[0][1]:
                columns.append(_repeated([same.get(field.name) for _, same in chunks], sizes, field.type))
            else:
                columns.append(pa.nulls(sum(sizes), field.type))
        self.file.write(pa.Table.from_arrays(columns, schema=self.schema))

    def close(self) -> None:
        self._gather()
        self.file.close()


def _repeated(values: list, sizes: list[int], of: pa.DataType) -> pa.Array:
    """Each value as often as its chunk has rows. Not by Arrow's functions: to load them costs more than to read ten files."""
    if len(values) == 1:
        return pa.repeat(pa.scalar(values[0], of), sizes[0])
    return pa.array(list(chain.from_iterable(map(repeat, values, sizes))), of)


def _joined(name: str, parts: list, sizes: list[int]) -> pa.Array:
    """The column of several chunks; a chunk that has it as an Arrow array comes alone."""
    if isinstance(parts[0], pa.Array):
        return parts[0]
    rows = (repeat(None, size) if part is None else part for part, size in zip(parts, sizes, strict=True))
    return as_array(name, list(chain.from_iterable(rows)))


def _titles(name: str, chunk: Chunk, same: dict) -> Iterable[str | None]:
    """What the title says of each row, where no row above it says otherwise."""
    own = chunk.columns.get(name)
    if own is None:
        return repeat(same[name], chunk.size)
    texts = own.to_pylist() if isinstance(own, pa.Array) else own
    return (same[name] if text is None else text for text in texts)
