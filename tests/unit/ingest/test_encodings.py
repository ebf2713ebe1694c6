from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.ingest import legacy
from planparse.ingest.encodings import decode
from planparse.resources import read_table

TEXT = (
    "KẾ HOẠCH\nCải cách hành chính năm 2023 của Sở Nội vụ\n"
    "1. Rà soát, sửa đổi quy chế làm việc; đơn vị chủ trì: Phòng Tổng hợp; thời gian: Quý III\n"
    "a) Đẩy mạnh ứng dụng chữ ký số, bảo đảm đúng tiến độ và kỷ luật\n"
)


def in_legacy(text: str, name: str) -> bytes:
    """What an office program of the nineties would have saved; TCVN3 has no toned capitals."""
    codes: dict[str, bytes] = {}
    for row in read_table(f"legacy_{name}.tsv"):
        codes.setdefault(row["letter"], bytes.fromhex(row["bytes"]))
    return b"".join(codes.get(char) or codes.get(char.lower()) or char.encode("ascii") for char in text)


def in_cp1258(text: str) -> bytes:
    """Windows-1258 keeps â, ê, ô, ă, ơ, ư whole and sets tones after them."""
    out = bytearray()
    for char in text:
        apart = unicodedata.normalize("NFD", char)
        tones = [mark for mark in apart[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in tones))
        out += (base + "".join(tones)).encode("cp1258")
    return bytes(out)


@pytest.mark.parametrize("name", legacy.NAMES)
def test_legacy_bytes_come_back_whole(name: str) -> None:
    decoded = decode(in_legacy(TEXT, name))
    assert decoded.encoding == legacy.TITLES[name]
    assert decoded.legacy
    assert decoded.text == TEXT


@pytest.mark.parametrize("name", legacy.NAMES)
def test_legacy_text_saved_as_utf8_comes_back_whole(name: str) -> None:
    clothed = in_legacy(TEXT, name).decode("cp1252", errors="replace")
    if "\ufffd" in clothed:  # codes that Windows-1252 leaves empty
        clothed = in_legacy(TEXT, name).decode("latin-1")
    assert decode(clothed.encode()).text == TEXT


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_in_every_dress(codec: str) -> None:
    decoded = decode(TEXT.encode(codec))
    assert decoded.text == TEXT
    assert not decoded.legacy


def test_windows_1258() -> None:
    assert decode(in_cp1258(TEXT)).text == TEXT


def test_a_letter_cut_at_the_end_is_forgiven() -> None:
    decoded = decode(("Kế hoạch năm " * 9 + "ế").encode()[:-1])
    assert decoded.encoding == "UTF-8"
    assert decoded.text.startswith("Kế hoạch năm")


def test_decomposed_text_becomes_nfc() -> None:
    assert decode(unicodedata.normalize("NFD", TEXT).encode()).text == TEXT


def test_a_wrecked_layer_is_no_legacy_text() -> None:
    wreck = "Thuc hién Quyét dinh sé 1782/QB-UBND ngay 21/12/2022 caa Chu tich UBND tinh vé& viéc ban hanh"
    assert decode(wreck.encode()).text == wreck
    assert not decode(wreck.encode()).legacy


@given(st.text())
def test_any_unicode_text_is_kept(text: str) -> None:
    if legacy.guess(unicodedata.normalize("NFC", text)) is None and "\ufffd" not in text:
        back = decode(b"\xef\xbb\xbf" + text.encode("utf-8", errors="ignore"))
        assert back.text == unicodedata.normalize(
            "NFC", text.encode("utf-8", "ignore").decode()
        ).removeprefix("\ufeff")


@given(st.binary(min_size=1))
def test_no_bytes_are_refused(data: bytes) -> None:
    assert isinstance(decode(data).text, str)


@pytest.mark.parametrize(
    ("font", "encoding", "capitals"),
    [
        ("ABCDEF+.VnTime", "tcvn3", False),
        (".VnTimeH", "tcvn3", True),
        ("QWERTY+.VnArialH,Bold", "tcvn3", True),
        ("VNI-Times-Bold", "vni", False),
        ("VPS Times", "vps", False),
        ("TimesNewRomanPSMT", None, False),
        ("Vnikhai", None, False),
    ],
)
def test_fonts_tell_their_encoding(font: str, encoding: str | None, *, capitals: bool) -> None:
    assert legacy.font_encoding(font) == encoding
    assert legacy.is_capital_font(font) is capitals
