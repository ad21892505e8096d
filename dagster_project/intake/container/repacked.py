"""An xlsx as the reading library reads it fastest.

The library reads each worksheet twice: for its rows, and for its merged ranges, which stand behind the rows. Where these
stand in front of them it stops there the second time. So the worksheets are put into the workbook once more, unpacked, the
merged ranges in front; nothing else is changed, and every other part stays as it was packed.
"""

import struct
import zlib
from dataclasses import dataclass

LARGEST = 64 << 20  # bytes of worksheets, unpacked: more of them are left to the library
_ENTRY, _NAME_AND_EXTRA = struct.Struct("<8xHH4xLLLHHH8xL"), struct.Struct("<HH")
_LOCAL, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s4H2LH")
_IS_LOCKED = 1
ERRORS = (struct.error, zlib.error, IndexError, ValueError)


@dataclass(frozen=True)
class Packed:
    """A part as the contents at the end of a zip tell (APPNOTE 4.3.12). at: where its entry stands there."""

    name: bytes
    at: int
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    start: int

    @property
    def is_plain(self) -> bool:
        """False when it is locked, packed otherwise than usual, or too large for the sizes of a plain zip."""
        return not self.flags & _IS_LOCKED and self.method in (0, 8) and 0xFFFFFFFF not in (self.packed, self.size, self.start)

    @property
    def is_sheet(self) -> bool:
        return self.name.startswith(b"xl/worksheets/") and self.name.endswith(b".xml")


def parts(data: bytes) -> list[Packed]:
    """The parts of a zip, in the order of its contents. Raises one of ERRORS when these cannot be read."""
    end = data.rindex(b"PK\5\6")
    count, at = struct.unpack_from("<H4xL", data, end + 10)
    found = []
    for _ in range(count):
        flags, method, crc, packed, size, name, extra, remark, start = _ENTRY.unpack_from(data, at)
        found.append(Packed(data[at + 46 : at + 46 + name], at, flags, method, crc, packed, size, start))
        at += 46 + name + extra + remark
    return found


def content(data: bytes, part: Packed) -> memoryview:
    """Of a part, packed as it is."""
    begin = part.start + 30 + sum(_NAME_AND_EXTRA.unpack_from(data, part.start + 26))
    return memoryview(data)[begin : begin + part.packed]


def unpacked(data: bytes, part: Packed) -> bytes:
    """Raises one of ERRORS when it is not what the contents say."""
    packed = content(data, part)
    text = zlib.decompressobj(-15).decompress(packed, part.size + 1) if part.method else bytes(packed)
    if len(text) != part.size or zlib.crc32(text) != part.crc:
        raise ValueError
    return text


def repacked(data: bytes, sheets: dict[Packed, bytes]) -> bytes | None:
    """The workbook with these worksheets, unpacked, in the library's order; None where one of them is built otherwise."""
    end = data.rindex(b"PK\5\6")
    contents, rest = struct.unpack_from("<2L", data, end + 12), []
    if contents[0] + contents[1] != end:
        return None
    entries, at = bytearray(data[contents[1] : end]), contents[1]
    for part, text in sheets.items():
        ordered = merges_first(text)
        if ordered is None:
            return None
        crc, size, flags = 0, sum(map(len, ordered)), part.flags & 0x800
        for piece in ordered:
            crc = zlib.crc32(piece, crc)
        rest += _LOCAL.pack(b"PK\3\4", 20, flags, 0, 0, 33, crc, size, size, len(part.name), 0), part.name, *ordered
        entry = part.at - contents[1]
        struct.pack_into("<HH", entries, entry + 8, flags, 0)
        struct.pack_into("<3L", entries, entry + 16, crc, size, size)
        struct.pack_into("<L", entries, entry + 42, at)
        at += 30 + len(part.name) + size
    count = struct.unpack_from("<H", data, end + 10)[0]
    closing = _END.pack(b"PK\5\6", 0, 0, count, count, len(entries), at, 0)
    return b"".join((memoryview(data)[: contents[1]], *rest, entries, closing))


def merges_first(text: bytes) -> tuple[bytes | memoryview, ...] | None:
    """A worksheet in pieces, its merged ranges, if only none, in front of its rows; None where it is not built as usual."""
    rows, tail = text.find(b"<sheetData"), text.rfind(b"</sheetData>")
    if rows < 0 or tail < 0 or text.find(b"</sheetData>", rows) < tail or b"<!" in text[:rows] or b"<!" in text[tail:]:
        return None
    begin, end = text.find(b"<mergeCells", tail), text.find(b"</mergeCells>", tail)
    if begin < 0:
        return text[:rows], b"<mergeCells></mergeCells>", memoryview(text)[rows:]
    if end < begin:
        return None
    end += len(b"</mergeCells>")
    return text[:rows], text[begin:end], memoryview(text)[rows:begin], text[end:]
