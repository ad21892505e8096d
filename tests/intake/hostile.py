"""Files that mean harm or came to harm, made whole here: encrypted, cut off, blown up, dressed as something else."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.intake import printed_tables as prints

SECTOR = 512
FREE, CHAIN_END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0) + bytes(900)
SHEET = "xl/worksheets/sheet1.xml"
_AGILE = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><encryption xmlns="http://schemas.microsoft.com/office/\
2006/encryption"><keyData saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining=\
"ChainingModeCBC" hashAlgorithm="SHA512" saltValue="AAAAAAAAAAAAAAAAAAAAAA=="/></encryption>"""


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (MS-CFB version 3) of these streams: header, FAT, directory, then the streams' own sectors.

    Streams are filled up to 4,096 bytes, so that none belongs into the small sectors.
    """
    streams = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    directory = -(-128 * (1 + len(streams)) // SECTOR)
    fat = [FAT_SECTOR, *_chain(1, directory)]
    entries = [_entry("Root Entry", 5, child=1)]
    body = b""
    for number, (name, data) in enumerate(streams.items(), 1):
        right = number + 1 if number < len(streams) else FREE
        entries.append(_entry(name, 2, right=right, start=len(fat), size=len(data)))
        fat += _chain(len(fat), -(-len(data) // SECTOR))
        body += data.ljust(-(-len(data) // SECTOR) * SECTOR, b"\0")
    assert len(fat) <= SECTOR // 4
    table = struct.pack(f"<{SECTOR // 4}I", *fat, *[FREE] * (SECTOR // 4 - len(fat)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, CHAIN_END, 0, CHAIN_END, 0)
    head += struct.pack("<109I", 0, *[FREE] * 108)
    return head + table + b"".join(entries).ljust(directory * SECTOR, b"\0") + body


def _chain(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), CHAIN_END]


def _entry(name: str, kind: int, right: int = FREE, child: int = FREE, start: int = 0, size: int = 0) -> bytes:
    text = name.encode("utf-16-le")
    front = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, kind, 1, FREE, right, child)
    return front + bytes(36) + struct.pack("<IQ", CHAIN_END if kind == 5 else start, size)


def encrypted_xlsx() -> bytes:
    """As Excel and WPS write it (MS-OFFCRYPTO 2.3.4.10): the workbook is one stream nobody can read."""
    package = struct.pack("<Q", 6000) + bytes(n * 89 % 251 for n in range(6000))
    return compound({"EncryptionInfo": struct.pack("<HHI", 4, 4, 0x40) + _AGILE, "EncryptedPackage": package})


def encrypted_xls() -> bytes:
    """An Excel 97 workbook whose stream says FILEPASS (MS-XLS 2.4.117, RC4) right behind its beginning."""
    begin = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0005, 0x0DBB, 0x07CC, 0x41, 0x06)
    password = struct.pack("<HHHHH", 0x002F, 54, 1, 1, 1) + bytes(range(48))
    return compound({"Workbook": begin + password + bytes(n * 53 % 251 for n in range(5000))})


def excel_95(rows: list[list]) -> bytes:
    """A workbook as Excel 95 wrote it (BIFF5): one sheet of texts in GBK and numbers."""

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def begin(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHH", 0x500, kind, 0, 0))

    sheet = begin(0x10)
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            text = str(value).encode("gb18030")
            sheet += record(0x204, struct.pack("<HHHH", y, x, 0, len(text)) + text)
    front = begin(5) + record(0x42, struct.pack("<H", 936))
    front += record(0x85, struct.pack("<IBBB", len(front) + 17, 0, 0, 2) + b"S1") + record(0x0A, b"")
    return compound({"Book": front + sheet + record(0x0A, b"")})


def edited(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name in source.namelist():
            file.writestr(name, change(source.read(name)) if name == part else source.read(name))
    return out.getvalue()


def cell_at(place: str) -> bytes:
    """A roster with one more character in this cell, and a dimension that says so."""
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    cell = f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'.encode()

    def change(xml: bytes) -> bytes:
        at = xml.index(b'<dimension ref="A1:')
        return (xml[:at] + f'<dimension ref="A1:{place}"'.encode() + xml[xml.index(b'"/>', at) + 1 :]).replace(
            b"</sheetData>", cell
        )

    return edited(prints.tongliao(), SHEET, change)


def with_entities(declared: str, used: str) -> bytes:
    """A roster whose sheet declares entities and uses one as the name of the first person."""
    head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<!DOCTYPE worksheet [{declared}]>'.encode()
    first = b'<c r="D4" t="s"><v>'

    def change(xml: bytes) -> bytes:
        xml = head + xml[xml.index(b"?>") + 2 :]
        at, end = xml.index(first), xml.index(b"</c>", xml.index(first))
        return xml[:at] + f'<c r="D4" t="inlineStr"><is><t>{used}</t></is>'.encode() + xml[end:]

    return edited(prints.tongliao(), SHEET, change)


def blown_up(megabytes: int, stated: int | None = None) -> bytes:
    """A workbook whose only sheet unpacks to so many MB of zeros, deflated a thousandfold. stated: the size that the
    contents of the zip name, where they lie.
    """
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = pack.compress(bytes(1 << 20)) + pack.flush(zlib.Z_FULL_FLUSH)
    data = piece * megabytes + pack.flush()
    size = megabytes << 20 if stated is None else stated
    out = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(prints.tongliao()))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name in source.namelist():
            file.writestr(name, data if name == SHEET else source.read(name),
                          zipfile.ZIP_STORED if name == SHEET else zipfile.ZIP_DEFLATED)  # fmt: skip
    made = bytearray(out.getvalue())
    for mark, at_method, at_sizes, at_name in ((b"PK\x03\x04", 8, 18, 30), (b"PK\x01\x02", 10, 20, 46)):
        place = made.index(SHEET.encode(), made.index(mark)) if mark == b"PK\x03\x04" else made.rindex(SHEET.encode())
        head = place - at_name
        struct.pack_into("<H", made, head + at_method, 8)
        struct.pack_into("<II", made, head + at_sizes, len(data), size)
    return bytes(made)
