"""The bytes of a plain text into Unicode, whatever office program wrote them."""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass
from typing import Final

from planparse.ingest import legacy
from planparse.ingest.letters import syllable_share, vietnamese_share
from planparse.ingest.sniff import utf16_order

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_NOT_WESTERN: Final = frozenset(b"\x81\x8d\x8f\x90\x9d")
_FEW_BROKEN = 0.001
_VIETNAMESE = 0.05


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what it was written in."""

    text: str
    encoding: str
    """For people: ``UTF-8``, ``Windows-1258``, ``TCVN3 (ABC)``."""
    legacy: bool = False
    """Whether it was converted from an encoding that has to be guessed."""


def decode(data: bytes) -> Decoded:
    """Bytes of a text into NFC.

    Byte-order marks are believed; then UTF-16 without one, UTF-8 (a cut letter at an end is forgiven), and
    of the 8-bit encodings the one that gives the most Vietnamese. Text that was legacy once and was saved as
    UTF-8 since is converted as well.

    Example:
        >>> decode("Kế hoạch năm 2023".encode("utf-16")).text
        'Kế hoạch năm 2023'
        >>> decode("KÕ ho¹ch c¶i c¸ch hµnh chÝnh n¨m 2023".encode("cp1252"))
        Decoded(text='Kế hoạch cải cách hành chính năm 2023', encoding='TCVN3 (ABC)', legacy=True)
    """
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            return _unicode(data.decode(codec, errors="replace"), name)
    if order := utf16_order(data[:4096]):
        return _unicode(data.decode(order, errors="replace"), "UTF-16")
    text = data.decode("utf-8", errors="replace")
    if text.count("\ufffd") <= _FEW_BROKEN * len(text) + 1 and not _all_broken(text):
        return _unicode(text, "UTF-8")
    return _eight_bit(data)


def _all_broken(text: str) -> bool:
    beyond_ascii = sum(not char.isascii() for char in text)
    return text.count("\ufffd") > beyond_ascii / 2 if beyond_ascii else False


def _unicode(text: str, name: str) -> Decoded:
    clean = unicodedata.normalize("NFC", text).removeprefix("\ufeff")
    if found := legacy.guess(clean):
        return _legacy(clean, found)
    return Decoded(clean, name)


def _eight_bit(data: bytes) -> Decoded:
    windows = unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
    # Five codes are empty in Windows-1252, and letters in VPS.
    western = data.decode("latin-1" if _NOT_WESTERN & set(data) else "cp1252")
    if vietnamese_share(windows) > _VIETNAMESE and syllable_share(windows) > syllable_share(western):
        found = legacy.guess(western)
        if found is None or syllable_share(windows) >= syllable_share(legacy.convert(western, found)):
            return Decoded(windows, "Windows-1258")
    if found := legacy.guess(western):
        return _legacy(western, found)
    return Decoded(unicodedata.normalize("NFC", western), "Windows-1252")


def _legacy(text: str, name: str) -> Decoded:
    return Decoded(legacy.convert(text, name), legacy.TITLES[name], legacy=True)
