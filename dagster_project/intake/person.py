"""Who a row is about, without saying who: a keyed hash of the ID number."""

import hmac
import os
import re
import secrets
from datetime import date
from functools import lru_cache
from hashlib import blake2b, sha256
from operator import mul
from pathlib import Path

_NOISE = re.compile(r"[\s'’‘`\"\-]")
_ROUNDED = re.compile(r"\d(\.\d+)?E\+?1[0-9]")  # a number as a text export writes it: 1.50502E+17
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_MONTH = re.compile(r"((?:19|20)\d\d)\D?(1[0-2]|0?[1-9])")
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
    return (text if text.isalnum() else _NOISE.sub("", text)).upper()


def is_valid_id(number: str) -> bool:
    """Eighteen characters, a date of birth that existed, the right check digit (GB 11643)."""
    if not _SHAPE.fullmatch(number) or not _is_day(number[6:14]):
        return False
    return "10X98765432"[sum(map(mul, map(int, number[:17]), _WEIGHTS)) % 11] == number[-1]


@lru_cache(50_000)
def _is_day(text: str) -> bool:
    """YYYYMMDD between 1900 and 2100."""
    try:
        return 1900 <= date(int(text[:4]), int(text[4:6]), int(text[6:])).year <= 2100
    except ValueError:
        return False


def identify(key: bytes, text: str | None, was_number: bool, row: str) -> tuple[str, str]:
    """(person_key, id_status) of a row.

    id_status: valid, absent, number (stored as a number: its last digits are lost), malformed. Without a valid
    number the key holds for this row only; `row` names it: submission, sheet and row number.
    """
    number = normal_id(text) if text else ""
    if not number:
        status = "absent"
    elif was_number or _ROUNDED.fullmatch(number):
        status = "number"
    elif is_valid_id(number):
        return hmac.digest(key, number.encode(), "sha256").hex(), "valid"
    else:
        status = "malformed"
    return "row:" + sha256(row.encode()).hexdigest()[:32], status


def mark(key: bytes, text: str) -> int:
    """Eight bytes that stand for a person when files are compared; cannot be turned back without the key."""
    return int.from_bytes(
        blake2b("".join(text.split()).encode(), digest_size=8, key=key[:64]).digest(), "little"
    )


@lru_cache(10_000)
def mark_of_title(title: str | None) -> int:
    """Eight bytes for a title, to be joined with a person's."""
    return int.from_bytes(blake2b((title or "").encode(), digest_size=8).digest(), "little")


@lru_cache(10_000)
def month_of(text: str | None) -> str:
    """Year and month of birth however it is written, to compare files by: 1987/9, 1987年09月, 198709 → 1987-9."""
    found = _MONTH.match("".join(text.split())) if text else None
    return f"{found[1]}-{int(found[2])}" if found else text or ""
