"""The raw layer: Parquet files by form, and how they are written so that a kill leaves no half file."""

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

SUBMISSION = pa.schema(
    [(name, pa.string()) for name in ("submission_id", "sha256")]
    + [("review_year", pa.int32())]
    + [(name, pa.string()) for name in ("bureau_code", "place", "form", "status", "question")]
    + [("received_at", pa.timestamp("us")), ("supersedes", pa.string())]
    + [("in_force", pa.bool_()), ("is_held", pa.bool_()), ("dates_from_1904", pa.bool_())]
    + [(name, pa.string()) for name in ("raw_run", "reader_version", "sheets_hidden", "notes")]
)
RUN_CONTEXT = pa.schema(
    [
        ("run_id", pa.string()),
        ("as_of", pa.timestamp("us")),
        ("policy_version", pa.string()),
        ("is_demo", pa.bool_()),
    ]
)

_ALL_DIFFERENT = {"person_key", "id_number", "phone", "row_no"}  # a dictionary of them would be as long as the column
_LOOKED_UP = ["submission_id", "row_kind"]


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write beside the place, flush, then rename: readers see the old file or the new one."""
    out = RawFile(path, table.schema)
    out.write(table)
    out.close()


def write_if_changed(table: pa.Table, path: Path) -> bool:
    """As write_parquet, but a file that already says the same is left alone."""
    try:
        if pq.read_table(path).equals(table):
            return False
    except (OSError, pa.ArrowInvalid):
        pass
    write_parquet(table, path)
    return True


def write_empty(schema: pa.Schema, path: Path) -> None:
    """A file of these columns without rows, unless it is there."""
    try:
        if pq.read_schema(path).equals(schema):
            return
    except (OSError, pa.ArrowInvalid):
        pass
    write_parquet(schema.empty_table(), path)


class RawFile:
    """A Parquet file that gets its name only when it is whole; nothing is made of it while it has no rows.

    Rows are gathered into row groups of some size.
    """

    GROUP = 50_000

    def __init__(self, path: Path, schema: pa.Schema):
        self.path, self.schema = path, schema
        self.temporary = path.with_name(path.name + ".tmp")
        self.waiting: list[pa.Table] = []
        self.rows_waiting = 0
        self.writer: pq.ParquetWriter | None = None

    def write(self, table: pa.Table) -> None:
        self.waiting.append(table)
        self.rows_waiting += table.num_rows
        if self.rows_waiting >= self.GROUP:
            self._write_group()

    def _write_group(self) -> None:
        if self.writer is None:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.writer = pq.ParquetWriter(
                self.temporary, self.schema, compression="zstd", compression_level=1, write_statistics=_LOOKED_UP,
                use_dictionary=[name for name in self.schema.names if name not in _ALL_DIFFERENT],
            )  # fmt: skip
        self.writer.write_table(pa.concat_tables(self.waiting))
        self.waiting, self.rows_waiting = [], 0

    def close(self) -> None:
        """Flush and rename. Call only when every row is in."""
        if self.waiting:
            self._write_group()
        if self.writer is not None:
            self.writer.close()
            flush(self.temporary)
            os.replace(self.temporary, self.path)
            flush(self.path.parent)

    def drop(self) -> None:
        """Leave nothing behind."""
        if self.writer is not None:
            self.writer.close()
        self.temporary.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """fsync of a file or folder."""
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
