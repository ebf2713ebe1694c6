"""What digital-signature stamps say: who signed, and when.

Vietnamese signing programs (VGCA, VNPT SmartCA, Viettel and others) draw a stamp of a few lines on the page::

    Ký bởi: Ủy ban nhân dân tỉnh An Bình        SỞ NỘI VỤ
    Cơ quan: Tỉnh An Bình                       snv@anbinh.gov.vn
    Thời gian ký: 24/01/2025 14:23:43           24.01.2025 20:06:24 +07:00
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from pdfminer.utils import decode_text

from planparse.ingest import certificates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.model.plan import Signature

VIETNAM: Final = dt.timezone(dt.timedelta(hours=7))
"""The clock of every stamp that names no zone."""

_PDF_DATE: Final = re.compile(r"D:(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:([+-]\d{2}'?\d{2})|Z|$)?")
_SIGNED_BY: Final = re.compile(
    r"^(?:(?:ký bởi|người ký|được ký bởi|đã ký bởi|signed by|digitally signed by)\s*:?)\s*", re.IGNORECASE
)
_SIGNED_AT: Final = re.compile(r"^(?:thời gian ký|ngày ký|ký ngày|signing time|date)\s*:?\s*", re.IGNORECASE)
_LABEL: Final = re.compile(
    r"^(?:cơ quan|tổ chức|chức vụ|đơn vị|email|thư điện tử|lý do|địa điểm|reason|location|dn)\b\s*:?",
    re.IGNORECASE,
)
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_MOMENT: Final = re.compile(
    r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4})\s*,?\s*"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?\s*(?P<zone>[+-]\d{2}:?\d{2})?"
)
_MOMENT_YEAR_FIRST: Final = re.compile(
    r"(?P<year>\d{4})[./-](?P<month>\d{1,2})[./-](?P<day>\d{1,2})[T\s]\s*"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?\s*(?P<zone>[+-]\d{2}[:']?\d{2})?"
)


def is_stamp_line(line: str) -> bool:
    """Whether a line can only stand in a signature stamp.

    Example:
        >>> is_stamp_line("Thời gian ký: 24/01/2025 14:23:43"), is_stamp_line("Ký bởi nhiều đơn vị")
        (True, False)
    """
    line = unicodedata.normalize("NFC", line.strip())
    if _SIGNED_BY.match(line) and ":" in line[:22]:
        return True
    return _SIGNED_AT.match(line) is not None and moment(line) is not None


def read_stamp(lines: Sequence[str], page: int | None = None) -> Signature | None:
    """What a stamp's lines say, or None where they are no stamp.

    Args:
        lines: top to bottom; a name or a time may be broken over two.
        page: where it stands.

    Example:
        >>> read_stamp(["Ký bởi: Ủy ban nhân", "dân tỉnh An Bình", "Thời gian ký: 24/01/2025 14:23"]).signer
        'Ủy ban nhân dân tỉnh An Bình'
        >>> read_stamp(["SỞ NỘI VỤ", "snv@anbinh.gov.vn", "24.01.2025 20:06:24 +07:00"]).signer
        'SỞ NỘI VỤ'
    """
    clean = [unicodedata.normalize("NFC", line).strip() for line in lines if line.strip()]
    signed_at = moment(" ".join(clean))
    named = next((index for index, line in enumerate(clean) if _SIGNED_BY.match(line)), None)
    if named is None and not (signed_at and any(_MAIL.search(line) for line in clean)):
        return None
    signer = _name_from(clean, named or 0)
    return _signature(signer or None, signed_at, page)


def moment(text: str) -> dt.datetime | None:
    """The first day and time in a text, on Vietnam's clock where no zone is given.

    Example:
        >>> moment("Thời gian ký: 24/01/2025 14:23:43").isoformat()
        '2025-01-24T14:23:43+07:00'
    """
    for pattern in (_MOMENT, _MOMENT_YEAR_FIRST):
        if found := pattern.search(text):
            year, month, day, hour, minute, second = (
                int(found[part] or 0) for part in ("year", "month", "day", "hour", "minute", "second")
            )
            try:
                return dt.datetime(year, month, day, hour, minute, second, tzinfo=_zone(found["zone"]))
            except ValueError:
                continue
    return None


def _zone(text: str | None) -> dt.timezone:
    if not text:
        return VIETNAM
    digits = re.sub(r"\D", "", text)
    offset = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
    return dt.timezone(-offset if text.startswith("-") else offset)


def _name_from(lines: Sequence[str], start: int) -> str:
    """The signer's name: from the label, or from the top, to the next label, address or time."""
    parts: list[str] = []
    for line in lines[start:]:
        text = _SIGNED_BY.sub("", line) if line is lines[start] else line
        ends = _LABEL.match(text) or _SIGNED_AT.match(text) or _MAIL.search(text) or moment(text)
        if ends or re.match(r"^\d{1,4}[./-]\d", text):
            break
        parts.append(text)
    return " ".join(part for part in parts if part)


def from_dictionary(signature: dict[str, Any], page: int | None = None) -> Signature | None:
    """What a PDF's signature dictionary says (ISO 32000-1, table 252), or None where it says nothing.

    Args:
        signature: the value of a signature field, its references resolved.
        page: where its field stands.
    """
    contents = signature.get("Contents")
    named = signature.get("Name")
    signer = certificates.signer_name(contents) if isinstance(contents, bytes) else None
    if signer is None and isinstance(named, bytes):
        signer = decode_text(named).strip() or None
    signed_at = _pdf_date(signature.get("M"))
    if signer is None and signed_at is None:
        return None
    return _signature(signer and unicodedata.normalize("NFC", signer), signed_at, page)


def _pdf_date(value: Any) -> dt.datetime | None:
    text = decode_text(value) if isinstance(value, bytes) else ""
    found = _PDF_DATE.match(text)
    if not found:
        return None
    try:
        year, month, day, hour, minute, second = (int(found[part]) for part in range(1, 7))
        return dt.datetime(year, month, day, hour, minute, second, tzinfo=_zone(found[7]))
    except ValueError:
        return None


def _signature(signer: str | None, signed_at: dt.datetime | None, page: int | None) -> Signature:
    from planparse.model.plan import Signature  # loads pydantic, which most workers never need

    return Signature(signer=signer, signed_at=signed_at, page=page)
