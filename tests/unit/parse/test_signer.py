"""Signers below seals, pens and noise; names are invented."""

from __future__ import annotations

from planparse.model.page import Block, BoundingBox, Line, Page, Word
from planparse.model.plan import Document, DocumentFlag, Signature
from planparse.parse import parse_plan
from planparse.settings import Settings


def at(text: str, left: float, top: float, confidence: float = 0.96) -> Line:
    """A line; words behind a `?` were read with little confidence, with less behind two."""
    return Line(
        tuple(
            Word(
                token.lstrip("?"),
                BoundingBox(left + 30 * number, top, left + 30 * number + 28, top + 12),
                0.3 if token.startswith("??") else 0.6 if token.startswith("?") else confidence,
            )
            for number, token in enumerate(text.split())
        )
    )


def signed(*right: str, text: str = "Triển khai công tác.", stamp: str | None = None) -> Document:
    """A plan read by OCR whose right column below the text is `right`."""
    head = Block(tuple(at(line, 200, 20 * n) for n, line in enumerate(("KẾ HOẠCH", "Công tác năm 2026"))))
    body = Block((at(text, 90, 80),))
    left = Block(tuple(at(line, 90, 300 + 15 * n) for n, line in enumerate(("Nơi nhận:", "- Lưu: VT."))))
    beside = Block(tuple(at(line, 330, 300 + 15 * n) for n, line in enumerate(right)))
    signatures = (Signature(signer=stamp),) if stamp else ()
    page = Page(1, 595, 842, (head, body, left, beside), "ocr", signatures=signatures)
    return parse_plan([page], Settings()).document


def test_noise_between_title_and_name() -> None:
    signer = signed("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "——tuauL—", "Nhi Đơ", "` Trần Văn Mẫu").signer
    assert signer is not None
    assert (signer.title, signer.name) == ("KT. CHỦ TỊCH / PHÓ CHỦ TỊCH", "Trần Văn Mẫu")
    assert signer.confidence > 0.9


def test_titles_that_a_seal_damaged() -> None:
    signer = signed('~”" CHỦ TỊCH', "=-tlu2HỦ TỊCH", "lộ", "Phạm Văn Mẫu").signer
    assert signer is not None
    assert (signer.title, signer.name) == ("KT. CHỦ TỊCH / PHÓ CHỦ TỊCH", "Phạm Văn Mẫu")


def test_a_family_name_that_a_seal_damaged_is_told_and_flagged() -> None:
    document = signed("KT. BỘ TRƯỞNG", "„b2TMỨ ZRƯỞNG", "?(guyền Thị Thí Dụ")
    assert document.signer is not None
    assert (document.signer.title, document.signer.name) == (
        "KT. BỘ TRƯỞNG / THỨ TRƯỞNG",
        "Nguyễn Thị Thí Dụ",
    )
    assert document.signer.observed == "(guyền Thị Thí Dụ"
    assert document.flags == [DocumentFlag.DOUBTFUL_SIGNER]


def test_what_was_read_without_certainty_and_is_no_name_is_left_open() -> None:
    document = signed("GIÁM ĐỐC", "??Vũ ??Miuh ??Vâm")
    assert document.signer is not None
    assert (document.signer.title, document.signer.name) == ("GIÁM ĐỐC", None)
    assert document.signer.observed == "Vũ Miuh Vâm"
    assert document.flags == [DocumentFlag.DOUBTFUL_SIGNER]


def test_a_name_of_the_highlands_stays_though_it_is_no_syllable() -> None:
    signer = signed("GIÁM ĐỐC", "??Ksor ??Thị ??Mẫu").signer
    assert signer is not None
    assert signer.name == "Ksor Thị Mẫu"


def test_a_name_whose_title_was_lost() -> None:
    signer = signed("~Ê8j", "Trần Văn Mẫu").signer
    assert signer is not None
    assert (signer.title, signer.name) == (None, "Trần Văn Mẫu")


def test_a_mended_name_keeps_what_was_read() -> None:
    signer = signed("GIÁM ĐỐC", "Trân Thị Hoa").signer
    assert signer is not None
    assert (signer.name, signer.observed) == ("Trần Thị Hoa", "Trân Thị Hoa")


def test_the_stamp_of_the_digital_signature_is_evidence() -> None:
    assert signed("GIÁM ĐỐC", "Ngô Văn ?Hiên", stamp="Ngô Văn Hiền").signer.name == "Ngô Văn Hiền"  # type: ignore[union-attr]  # asserts that it is there


def test_the_same_name_in_the_text_is_evidence() -> None:
    document = signed("GIÁM ĐỐC", "Ngô Văn ?Hiên", text="Giao đồng chí Ngô Văn Hiền chủ trì.")
    assert document.signer is not None
    assert document.signer.name == "Ngô Văn Hiền"


def test_a_family_name_that_nobody_bears_is_flagged() -> None:
    document = signed("GIÁM ĐỐC", "Jọc Thị Mẫu")
    assert document.signer is not None
    assert document.signer.name == "Jọc Thị Mẫu"
    assert document.flags == [DocumentFlag.DOUBTFUL_SIGNER]


def test_a_doubtful_or_missing_name_is_flagged() -> None:
    assert signed("GIÁM ĐỐC", "Trần Văn Mẫu").flags == []
    assert signed("GIÁM ĐỐC", "?Lê ?Văn ?Mầu").flags == [DocumentFlag.DOUBTFUL_SIGNER]
    missing = signed("GIÁM ĐỐC", "=--")
    assert missing.signer is not None
    assert (missing.signer.title, missing.signer.name) == ("GIÁM ĐỐC", None)
    assert missing.flags == [DocumentFlag.DOUBTFUL_SIGNER]
