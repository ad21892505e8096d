"""Names that people give to files and folders: refused unless they are one plain part of a path."""

import re
import unicodedata

from .refused import Refused

LONGEST = 180  # bytes in UTF-8; file systems take 255, and a name for the time of copying is longer
FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # control, direction and unassigned characters
PASSED_OVER = {"thumbs.db", "desktop.ini", "__macosx"}  # the next two: what intake never takes in
UNFINISHED = (".tmp", ".part", ".crdownload", ".download")
RULE = "名称应为普通的文字，不能含 \\ / : * ? \" < > | 和看不见的字符，不能以点或“~$”开头，也不能是“..”。请改名后再试。"


def one_name(text: str, what: str = "文件名") -> str:
    """The name in normal form. Refused for a path, a hidden or unfinished file, look-alikes of dots and slashes."""
    given = unicodedata.normalize("NFC", text or "")
    name = given.strip(" \u3000")
    plain = unicodedata.normalize("NFKC", name)
    if not name:
        raise Refused(f"没有{what}。请重新选择。", reason="name")
    if len(name.encode("utf-8", "replace")) > LONGEST:
        raise Refused(f"{what}太长，最多约 60 个汉字。请改短后再试。", reason="name")
    if any(unicodedata.category(letter) in UNSEEN for letter in given) or FORBIDDEN.search(plain + name):
        raise Refused(f"{what}不能用：{RULE}", reason="name")
    if ".." in plain or plain.startswith((".", "~$")) or plain.endswith((".", " ")) or set(plain) <= {"。", "."}:
        raise Refused(f"{what}不能用：{RULE}", reason="name")
    if plain.lower() in PASSED_OVER or plain.lower().endswith(UNFINISHED):
        raise Refused(f"{what}“{name}”像是程序留下的临时文件，不会收取。请选择要报送的文件。", reason="name")
    return name


def place_of(folder: str, name: str) -> str:
    """Where the file goes below the body's folder: sub-folder (optional) and name, joined by /."""
    file = one_name(name)
    return f"{one_name(folder, '子文件夹名')}/{file}" if (folder or "").strip() else file
