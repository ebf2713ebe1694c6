from __future__ import annotations

import datetime as dt

import pytest
from handmade.pdf import PdfWriter

from planparse.ingest import open_document
from planparse.ingest.certificates import signer_name
from planparse.ingest.signatures import VIETNAM, from_dictionary, is_stamp_line, moment, read_stamp
from planparse.model.plan import Signature
from planparse.model.signatures import merge
from planparse.settings import Settings

NOON = dt.datetime(2024, 3, 15, 12, 0, tzinfo=VIETNAM)


def der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    length = bytes([len(body)]) if len(body) < 128 else b"\x82" + len(body).to_bytes(2, "big")
    return bytes([tag]) + length + body


def name(common: str) -> bytes:
    pair = der(0x30, der(0x06, bytes((0x55, 4, 3))), der(0x0C, common.encode()))
    return der(0x30, der(0x31, pair))


def certificate(serial: int, common: str) -> bytes:
    fields = [
        der(0xA0, der(2, b"\2")),
        der(2, bytes([serial])),
        der(0x30),
        name("CA"),
        der(0x30),
        name(common),
    ]
    return der(0x30, der(0x30, *fields, der(0x30)))


def signed_data(*certificates: bytes, by: int) -> bytes:
    signer = der(0x30, der(2, b"\1"), der(0x30, name("CA"), der(2, bytes([by]))))
    body = der(0x30, der(2, b"\1"), der(0x31), der(0x30), der(0xA0, *certificates), der(0x31, signer))
    return der(0x30, der(6, b"\x2a"), der(0xA0, body)) + bytes(100)


ADDRESS = "snv@anbinh.gov.vn"


@pytest.mark.parametrize(
    ("lines", "signer"),
    [
        (
            ["Ký bởi: Ủy ban nhân dân", "tỉnh An Bình", "Cơ quan: Tỉnh", "Thời gian ký: 24/01/2025 14:23:43"],
            None,
        ),
        (["ỦY BAN NHÂN DÂN TỈNH AN BÌNH", ADDRESS, "24.01.2025 14:23:43 +07:00"], None),
        (["ỦY BAN NHÂN DÂN", "TỈNH AN BÌNH", ADDRESS, "24.01.2025 14:23:43", "+07:00"], None),
        (["Người ký: Nguyễn An", "Email: " + ADDRESS, "Thời gian ký:", "24/01/2025 14:23:43"], "Nguyễn An"),
        (["Digitally signed by An Bình", "Date: 2025-01-24 14:23:43 +07:00"], "An Bình"),
    ],
)
def test_stamps_of_the_signing_programs(lines: list[str], signer: str | None) -> None:
    signature = read_stamp(lines, 1)
    assert signature is not None
    assert signature.signer is not None
    assert signature.signer.casefold() == (signer or "Ủy ban nhân dân tỉnh An Bình").casefold()
    assert signature.signed_at == dt.datetime(2025, 1, 24, 14, 23, 43, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    "lines",
    [
        ["KẾ HOẠCH", "Cải cách hành chính năm 2025"],
        ["Thư điện tử: snv@anbinh.gov.vn"],
        ["Đơn vị chủ trì: Sở Nội vụ", "Thời gian: 30/11/2023"],
        [],
    ],
)
def test_what_is_no_stamp(lines: list[str]) -> None:
    assert read_stamp(lines) is None
    assert not any(is_stamp_line(line) for line in lines)


def test_impossible_moments_are_none() -> None:
    assert moment("31/02/2024 10:00") is None
    assert moment("10/10/2024") is None


def test_the_certificate_that_signed_gives_the_name() -> None:
    both = (certificate(1, "Tổ chức chứng thực"), certificate(2, "Sở Nội vụ tỉnh An Bình"))
    assert signer_name(signed_data(*both, by=2)) == "Sở Nội vụ tỉnh An Bình"
    assert signer_name(signed_data(*both, by=9)) is None
    assert signer_name(signed_data(both[1], by=9)) == "Sở Nội vụ tỉnh An Bình"


@pytest.mark.parametrize("data", [b"", b"\0" * 50, b"\x30\x80\0\0", b"\x30\x05ab", bytes(range(256))])
def test_broken_certificates_give_none(data: bytes) -> None:
    assert signer_name(data) is None


def test_a_dictionary_without_certificate_gives_its_name_and_time() -> None:
    found = from_dictionary(
        {"Name": b"\xfe\xff" + "Sở Nội vụ".encode("utf-16-be"), "M": b"D:20240315120000+07'00'"}
    )
    assert found == Signature(signer="Sở Nội vụ", signed_at=NOON)
    assert from_dictionary({"M": b"yesterday"}) is None


def test_a_stamp_and_its_dictionary_are_one_signature() -> None:
    own = Signature(signer="Sở Nội vụ", signed_at=NOON)
    stamp = Signature(signer="SỞ NỘI VỤ", signed_at=NOON + dt.timedelta(seconds=2), page=1)
    clerk = Signature(signer="Văn thư", signed_at=NOON + dt.timedelta(seconds=30))
    assert merge([clerk, own, stamp]) == (Signature(signer="Sở Nội vụ", signed_at=NOON, page=1), clerk)


def test_the_file_tells_its_own_signatures() -> None:
    writer = PdfWriter()
    contents = signed_data(certificate(2, "Sở Nội vụ"), by=2).hex()
    value = writer.add(f"<</Type/Sig/Contents<{contents}>/M(D:20240315120000+07'00')>>")
    field = writer.add(f"<</FT/Sig/T(one)/V {value} 0 R>>")
    writer.catalog = f"/AcroForm<</Fields[{field} 0 R]>>"
    writer.page(writer.text("Kế hoạch", 72, 700))
    with open_document(writer.file(), settings=Settings()) as document:
        assert document.signatures == (Signature(signer="Sở Nội vụ", signed_at=NOON),)
