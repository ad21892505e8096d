"""Who a row is about, without saying who: a keyed hash of the ID number."""

import hmac
import os
import re
import secrets
from datetime import date
from hashlib import sha256
from pathlib import Path

from stdnum.cn.ric import calc_check_digit

_NOISE = re.compile(r"[\s'’‘`\"\-]")
_SHAPE = re.compile(r"[1-9]\d{16}[\dX]")


def load_key(folder: Path) -> bytes:
    """The home's key, made at first use, owner-only. Losing it means that people can no longer be joined across years."""
    file = folder / "person.key"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = folder / f".person.key.{os.getpid()}"
        with open(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_hex(32) + "\n")
            out.flush()
            os.fsync(out.fileno())
        os.replace(made, file)
    return bytes.fromhex(file.read_text().strip())


def normal_id(text: str) -> str:
    """Upper case, without blanks, apostrophes and hyphens. Nothing else is repaired."""
    return _NOISE.sub("", text).upper()


def is_valid_id(number: str) -> bool:
    """Eighteen characters, a date of birth that existed, the right check digit (GB 11643)."""
    if not _SHAPE.fullmatch(number) or not 1900 <= int(number[6:10]) <= 2100:
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return calc_check_digit(number) == number[-1]


def identify(key: bytes, text: str | None, was_number: bool, row: str) -> tuple[str, str]:
    """(person_key, id_status) of a row.

    id_status: valid, absent, number (stored as a number: its last digits are lost), malformed. Without a valid
    number the key holds for this row only; `row` names it: submission, sheet and row number.
    """
    number = normal_id(text) if text else ""
    if not number:
        status = "absent"
    elif was_number:
        status = "number"
    elif is_valid_id(number):
        return hmac.digest(key, number.encode(), "sha256").hex(), "valid"
    else:
        status = "malformed"
    return "row:" + sha256(row.encode()).hexdigest()[:32], status
