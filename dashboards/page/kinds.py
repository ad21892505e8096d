"""Which files are let in: by the ending of the name and the first bytes. Whether they can be read, intake says."""

from .refused import Refused

FIRST = 4096  # bytes that are looked at
ZIP, OLE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"
PAGE = (b"<html", b"<!doctype", b"<table", b"<meta", b"<head", b"<?xml")
BEGINS = {
    ".xlsx": (ZIP, OLE), ".xlsm": (ZIP, OLE), ".xls": (OLE, ZIP), ".et": (OLE, ZIP),
    ".zip": (ZIP,), ".docx": (ZIP,), ".pdf": (PDF,),
}  # fmt: skip
TEXTS = (".csv", ".txt")
ENDINGS = (*BEGINS, *TEXTS)
READABLE = "表格应为 xlsx、xls、et、csv 或它们的 zip 压缩包，情况报告应为 docx 或 pdf"


def ending(name: str) -> str:
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 else ""


def check_ending(name: str) -> None:
    if ending(name) not in ENDINGS:
        raise Refused(f"不收这种文件（{ending(name) or '没有扩展名'}）。{READABLE}；请另存为其中一种再报送，照片和扫描件里的表读不出。", 415, "kind")


def check_start(name: str, start: bytes) -> None:
    """start: the first bytes. A workbook of the other Excel format is let in: the receipt says how to save it."""
    kind = ending(name)
    if not start:
        raise Refused("文件是空的（0 字节），可能没有保存完整。请重新保存后再报送。", 400, "empty")
    is_text = not start.startswith((ZIP, OLE, PDF, b"MZ", b"\x7fELF"))
    if kind in TEXTS:
        fits = is_text and b"\0" not in start
    else:
        fits = start.startswith(BEGINS[kind]) or (kind == ".xls" and is_text and _is_page(start))
    if not fits:
        raise Refused(f"扩展名是 {kind}，内容却不是，或文件已损坏。{READABLE}；请打开确认后另存再报送。", 415, "kind")


def _is_page(start: bytes) -> bool:
    """A web table saved as .xls, as many systems export it."""
    return start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe\r\n\t ").lower().startswith(PAGE)
