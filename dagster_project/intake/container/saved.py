"""When a workbook was saved last, as it says itself."""

import re
import struct
from datetime import datetime, timedelta
from pathlib import Path

from dagster_project.intake.container.inside import OLD
from dagster_project.intake.container.repacked import ERRORS, parts, unpacked

_SAVED = re.compile(rb"<dcterms:modified[^>]*>\s*((?:19|20)\d\d-(?:0[1-9]|1[0-2]))")
_SUMMARY = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")  # the set of properties of an old workbook (MS-OLEPS 3.1)
_LAST_SAVED, _FILETIME = 13, 0x40
_MOST = 1 << 20  # bytes of the properties


def saved_in(path: Path) -> str | None:
    """YYYY-MM; None where it does not say, or is no workbook."""
    try:
        data = path.read_bytes()
        return _old(data) if data.startswith(OLD) else _new(data)
    except (*ERRORS, OSError, OverflowError):
        return None


def _new(data: bytes) -> str | None:
    """By the workbook's core properties (ECMA-376 part 2, 8.3.4)."""
    about = next((part for part in parts(data) if part.name == b"docProps/core.xml"), None)
    if about is None or not about.is_plain or about.size > _MOST:
        return None
    said = _SAVED.search(unpacked(data, about))
    return said[1].decode() if said else None


def _old(data: bytes) -> str | None:
    """By the summary of an old workbook, where its properties lie together, as they nearly always do."""
    at = data.index(_SUMMARY)
    section = at - 28 + struct.unpack_from("<L", data, at + 16)[0]
    for n in range(min(struct.unpack_from("<L", data, section + 4)[0], 64)):
        name, offset = struct.unpack_from("<2L", data, section + 8 + 8 * n)
        kind, ticks = struct.unpack_from("<LQ", data, section + offset)
        if name == _LAST_SAVED and kind == _FILETIME and ticks:
            return f"{datetime(1601, 1, 1) + timedelta(microseconds=ticks // 10):%Y-%m}"
    return None
