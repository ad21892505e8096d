"""What kind of file this is, by its first bytes and its extension, and what to say when it cannot be taken."""

import re
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from dagster_project.intake.container import packed
from dagster_project.intake.container.limits import file_limits
from dagster_project.intake.container.refused import Refused

WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".et"}
TEXTS = {".csv", ".txt"}
REPORTS = {".docx", ".pdf"}
READABLE = "xlsx、xlsm、xls 或 csv"
NESTED = "压缩包里不能再有压缩包。请把里面的文件直接放进一个 zip，或逐个报送。"

DAMAGED = f"文件打不开：内容不完整或已损坏。请在 Excel 或 WPS 中确认能打开，重新保存（{READABLE}）后再报送。"
LOCKED = "文件加了打开密码，无法读取。请取消密码后重新报送。"
EXCEL_95 = "这是 Excel 5.0/95 格式的工作簿，其中的汉字读不准。请用 Excel 或 WPS 打开后另存为 xlsx 再报送。"
NOT_TEXT = "不是可读的文本：编码应为 UTF-8 或 GB18030（GBK）。请重新导出，或另存为 xlsx。"
NOT_PARTED = "文本没有分成列：各列之间应当用英文逗号、分号、竖线或制表符隔开，不能用空格或中文逗号。请用 Excel 或 WPS 分列后另存为 xlsx 再报送。"
TOO_LARGE = (
    "在限定的内存内读不完：可能有大片只有格式的空白行列，或文件已损坏。请删去空白行列、另存后重新报送。"
)
FAULT = "读取程序出错（{where}）。文件已存档，不必重新报送；请告知系统维护人员，修正后会自动重新读取。"
READY = b"ready\n"  # a worker's first word; what goes wrong before it is no fault of a file
TOO_SLOW = "在限定的时间内读不完：文件过大或已损坏。请删去空白行列、另存后重新报送。"

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"
_FILEPASS = re.compile(rb"\x09\x08(?:\x10\0.{16}|\x08\0.{8})(?:\x86\0\0\0)?\x2f\0", re.DOTALL)
_BEGIN_95 = b"\x09\x08\x08\x00\x00\x05\x05\x00"  # BOF of BIFF5: version 0x0500, a workbook
_LATER = {".ods": "OpenDocument 表格", ".xlsb": "二进制工作簿", ".numbers": "Numbers 表格"}
_PACKED = {".rar", ".7z", ".gz", ".tar", ".bz2"}
_PICTURES = {".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".heic", ".webp"}


def too_big(size: int) -> str | None:
    """What to say of a file of this many bytes, when it is too large."""
    most = file_limits()["file_megabytes"]
    if size <= most * 1048576:
        return None
    return f"文件有 {size / 1048576:.0f} MB，超过上限 {most} MB。请去掉图片和空白行，或分成几个文件报送。"


def check_kind(path: Path, extension: str) -> str:
    """'workbook', 'text', 'web' or 'report'; raises Refused with the reason otherwise."""
    size = path.stat().st_size
    if size == 0:
        raise Refused("文件是空的（0 字节），可能没有复制完整。请重新复制后再报送。")
    if reason := too_big(size):
        raise Refused(reason)
    with open(path, "rb", buffering=0) as file:
        start = file.read(4096)
    if extension in WORKBOOKS:
        return _workbook(path, extension, start)
    if extension in TEXTS:
        return _text(start)
    if extension in REPORTS:
        return _report(extension, start)
    if extension == ".zip":
        packed.test(path)
        raise Refused(NESTED)
    raise Refused(_other(extension))


def _workbook(path: Path, extension: str, start: bytes) -> str:
    if start.startswith(_OLE) and extension not in (".xls", ".et"):
        if is_locked(path):
            raise Refused(LOCKED)
        raise Refused(f"扩展名是 {extension}，内容却是旧版格式（xls）。请用 Excel 或 WPS 打开后另存为 xlsx。")
    if start.startswith(_ZIP) and extension == ".xls":
        raise Refused("扩展名是 .xls，内容却是新版格式（xlsx）。请把扩展名改为 .xlsx，或打开后另存为 xlsx。")
    if not start.startswith((_ZIP, _OLE)):
        if _is_page(start):
            if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
                raise Refused(f"扩展名是 {extension}，内容却是 Excel 2003 的 XML 表格。请用 Excel 或 WPS 打开后另存为 xlsx。")
            if extension == ".xls":
                return "web"
            raise Refused(f"扩展名是 {extension}，内容却是网页表格。请用 Excel 或 WPS 打开后另存为 xlsx。")
        if _is_plain_text(start):
            raise Refused(f"扩展名是 {extension}，内容却是文本。用逗号或制表符分列的，请把扩展名改为 .csv；或用 Excel、WPS 打开后另存为 xlsx。")
        raise Refused(
            f"扩展名是 {extension}，内容不是 Excel 工作簿，或文件已损坏。请重新导出为 xlsx 后再报送。"
        )
    if start.startswith(_ZIP):
        packed.check_size(path)
    elif _is_excel_95(path):
        raise Refused(EXCEL_95)
    return "workbook"


def _is_excel_95(path: Path) -> bool:
    """Whether a compound file holds a workbook of Excel 95 only: the reading library garbles its texts."""
    data = path.read_bytes()
    return _BEGIN_95 in data and "Workbook".encode("utf-16-le") not in data


def _is_page(start: bytes) -> bool:
    text = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe\r\n\t ").lower()
    return text.startswith((b"<html", b"<!doctype", b"<table", b"<meta", b"<head", b"<?xml")) and b"<" in text


def _is_plain_text(start: bytes) -> bool:
    """Whether the beginning of a file is a text of several columns, or one that a mark of Unicode says to be."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    return not any(byte < 32 and byte not in b"\t\r\n" for byte in start) and (b"," in start or b"\t" in start)


def is_locked(path: Path) -> bool:
    """Whether a compound file needs a password: its folder names the stream EncryptedPackage (MS-OFFCRYPTO 1.3.3), or
    its workbook of Excel 97 says FILEPASS behind its beginning (MS-XLS 2.1.7.20.3).
    """
    with path.open("rb") as file:
        if file.read(len(_OLE)) != _OLE:
            return False
        data = file.read()
    return "EncryptedPackage".encode("utf-16-le") in data or bool(_FILEPASS.search(data))


def dressed(path: Path) -> str | None:
    """What to say of a zip that is called a workbook and holds something else."""
    try:
        with ZipFile(path) as file:
            names = file.namelist()
    except (BadZipFile, OSError, ValueError):
        return None
    if any(name.startswith("word/") for name in names):
        return "内容是 Word 文档，不是工作簿。表格请另存为 xlsx；情况报告请以 docx 或 pdf 报送。"
    if any(name.startswith("ppt/") for name in names):
        return "内容是演示文稿，不是工作簿。请另存为 xlsx 再报送。"
    if "content.xml" in names and "mimetype" in names:
        return "内容是 OpenDocument 文件，不是 Excel 工作簿。请用 Excel 或 WPS 打开后另存为 xlsx 再报送。"
    if any(name.lower().endswith((*WORKBOOKS, *TEXTS)) for name in names):
        return "内容是压缩包，不是工作簿。请把扩展名改为 .zip，或解开后逐个报送。"
    return None


def _text(start: bytes) -> str:
    if start.startswith((_ZIP, _OLE, _PDF)):
        raise Refused("扩展名是文本（csv、txt），内容却不是文本。请改正扩展名，或另存为 xlsx。")
    return "text"


def _report(extension: str, start: bytes) -> str:
    if not start.startswith(_PDF if extension == ".pdf" else _ZIP):
        raise Refused(f"扩展名是 {extension}，内容却不是，或文件已损坏。请重新导出后再报送。")
    return "report"


def _other(extension: str) -> str:
    if extension in _LATER:
        return f"暂不能读取{_LATER[extension]}（{extension}）。请用 Excel 或 WPS 打开后另存为 xlsx 再报送。"
    if extension in _PACKED:
        return f"不能读取这种压缩包（{extension}）。请改用 zip 压缩，或把文件逐个报送。"
    if extension in _PICTURES:
        return f"这是图片（{extension}），无法读取其中的表格。请报送电子表格（{READABLE}）。"
    if extension in (".doc", ".wps", ".rtf"):
        return f"不能读取 {extension}。表格请另存为 {READABLE}；情况报告请另存为 docx 或 pdf。"
    return f"不认识的文件类型“{extension or '无扩展名'}”。表格应为 {READABLE}，情况报告应为 docx 或 pdf。"
