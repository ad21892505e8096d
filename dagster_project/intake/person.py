"""Who a row is about, without saying who: a keyed hash of the ID number."""

import os
import re
import secrets
import struct
from datetime import date
from hashlib import blake2b, sha256
from operator import mul
from pathlib import Path

from dagster_project.intake.layout.text import Known

try:
    from _sha256 import sha256 as sha256_fast  # the same hash; copying its state costs a fifth of OpenSSL's
except ImportError:
    sha256_fast = sha256

_NOISE = re.compile(r"[\s'’‘`\"\-()]|^[.,、。:;]+|[.,、。:;]+$")
_MEANT_X = re.compile(r"(?<=\d{17})[×✕✖*]$")  # typed for X; the check digit tells whether it was one
_ROUNDED = re.compile(r"\d(\.\d+)?E\+?1[0-9]")  # a number as a text export writes it: 1.50502E+17
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_MONTH = re.compile(r"((?:19|20)\d\d)\D?(1[0-2]|0?[1-9])")
_CHECKS = "10X98765432"


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
    """Upper case, without blanks, apostrophes, hyphens, brackets and stops around it; × for X. Nothing else is repaired."""
    return (text if text.isalnum() else _MEANT_X.sub("X", _NOISE.sub("", text))).upper()


def normal_ids(texts: list[str | None]) -> list[str]:
    """The same of many at once; '' where there is none."""
    try:
        joined = "".join(texts)
    except TypeError:
        joined = ""
    if joined.isascii() and joined.isalnum() and joined.upper() == joined:
        return texts
    return [normal_id(text) if text else "" for text in texts]


def is_valid_id(number: str) -> bool:
    """Eighteen characters, a date of birth that existed, the right check digit (GB 11643)."""
    return len(number) == 18 and (_AREAS[number[:6]] + _DAYS[number[6:14]] + _TAILS[number[14:]]) % 11 == 0


def _weighed(digits: str, first: int) -> int:
    """Their part of the weighted sum, where the first of them stands in this place."""
    return sum(map(mul, map(int, digits), _WEIGHTS[first:]))


def _area(text: str) -> float:
    """The part of the first six digits; for anything else a part with which the sum is never whole. So the two below."""
    return _weighed(text, 0) if text.isascii() and text.isdigit() and text[0] != "0" else 0.5


def _day(text: str) -> float:
    """The part of a date YYYYMMDD between 1900 and 2100."""
    try:
        there_was = text.isascii() and text.isdigit() and 1900 <= date(int(text[:4]), int(text[4:6]), int(text[6:])).year <= 2100
    except ValueError:
        there_was = False
    return _weighed(text, 6) if there_was else 0.25


def _tail(text: str) -> float:
    """The part of the order number, less what the check digit behind it stands for."""
    is_one = text.isascii() and text[:3].isdigit() and text[3] in _CHECKS
    return _weighed(text[:3], 14) - _CHECKS.index(text[3]) if is_one else 0.125


_AREAS, _DAYS, _TAILS = Known(_area), Known(_day), Known(_tail)


class Persons:
    """Who rows are about, under one key: keyed hashes with the key's part worked out once."""

    def __init__(self, key: bytes):
        block = (sha256_fast(key).digest() if len(key) > 64 else key).ljust(64, b"\0")  # HMAC, RFC 2104
        self.inner = sha256_fast(bytes(byte ^ 0x36 for byte in block))
        self.outer = sha256_fast(bytes(byte ^ 0x5C for byte in block))
        self.short = blake2b(digest_size=8, key=key[:64])

    def by_numbers(self, texts: list[str | None]) -> list[bytes | None]:
        """The keyed hash of each valid ID number; None where there is none."""
        areas, days, tails = _AREAS, _DAYS, _TAILS
        numbers = [
            number if len(number) == 18 and (areas[number[:6]] + days[number[6:14]] + tails[number[14:]]) % 11 == 0 else None
            for number in normal_ids(texts)
        ]  # as is_valid_id
        copy_inner, copy_outer, found = self.inner.copy, self.outer.copy, []
        for number in numbers:
            if number is None:
                found.append(None)
                continue
            inner, outer = copy_inner(), copy_outer()
            inner.update(number.encode())
            outer.update(inner.digest())
            found.append(outer.digest())
        return found

    def unlinked(self, text: str | None, was_number: bool, row: str) -> tuple[str, str]:
        """(person_key, id_status) of a row without a valid ID number. The key holds for this row only: `row` names it
        (submission, sheet, row number). id_status: absent, number (stored as a number: its last digits are lost),
        malformed.
        """
        number = normal_id(text) if text else ""
        if not number:
            status = "absent"
        elif was_number or _ROUNDED.fullmatch(number):
            status = "number"
        else:
            status = "malformed"
        return "row:" + sha256(row.encode()).hexdigest()[:32], status

    def likely(self, names: list, sexes: list, births: list) -> list[int]:
        """Marks of persons by name, sex and month of birth; they cannot be turned back without the key."""
        copy, found = self.short.copy, []
        for name, sex, month in zip(names, sexes, map(_MONTHS.__getitem__, births), strict=True):
            text, one = f"{name}|{sex}|{month}", copy()
            one.update(("".join(text.split()) if " " in text else text).encode())
            found.append(one.digest())
        return list(struct.unpack(f"<{len(found)}Q", b"".join(found)))


def identify(key: bytes, text: str | None, was_number: bool, row: str) -> tuple[str, str]:
    """(person_key, id_status) of a row: 'valid', or as `Persons.unlinked` says."""
    persons = Persons(key)
    [found] = persons.by_numbers([None if was_number else text])
    return (found.hex(), "valid") if found else persons.unlinked(text, was_number, row)


def mark_of_title(title: str | None) -> int:
    """Eight bytes for a title, to be joined with a person's."""
    return int.from_bytes(blake2b((title or "").encode(), digest_size=8).digest(), "little")


def month_of(text: str | None) -> str:
    """Year and month of birth however it is written, to compare files by: 1987/9, 1987年09月, 198709 → 1987-9."""
    found = _MONTH.match("".join(text.split())) if text else None
    return f"{found[1]}-{int(found[2])}" if found else text or ""


_MONTHS = Known(month_of)
MARKS_OF_TITLES = Known(mark_of_title)
