"""The whole way of a text and of pages."""

from __future__ import annotations

import pytest

from planparse.model.page import Block, BoundingBox, Cell, Line, Page, Table, Word
from planparse.restore.restorer import Restorer
from planparse.settings import Settings


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    return Restorer.load(Settings())


@pytest.mark.parametrize(
    ("wreck", "clean"),
    [
        ("Can cir Luat Té chirc chinh quyén dia phuong", "Căn cứ Luật Tổ chức chính quyền địa phương"),
        (
            "- Pon vi chu tri: Van phong Uy ban nhan dan tinh",
            "- Đơn vị chủ trì: Văn phòng Ủy ban nhân dân tỉnh",
        ),
        ("  Thoi gian thuc  hién:  Trong nam 2023.", "  Thời gian thực  hiện:  Trong năm 2023."),
        (
            "Tang cuong mg dung cong nghé thong tin trong quan ly",
            "Tăng cường ứng dụng công nghệ thông tin trong quản lý",
        ),
        ("HOI BONG NHAN DAN TINH", "HỘI ĐỒNG NHÂN DÂN TỈNH"),
    ],
)
def test_wrecks_are_mended(restorer: Restorer, wreck: str, clean: str) -> None:
    assert restorer.restore_text(wreck).text == clean


def test_a_tone_that_the_scanner_lost_above_a_hat_comes_back(restorer: Restorer) -> None:
    text = "sửa đổi, bỗ sung hoặc bãi bỏ các quy định về thủ tục cấp giấy phép"
    assert restorer.restore_text(text).text == text.replace("bỗ", "bổ")


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ;",
        "Xã Krông Nô, huyện Lắk phối hợp với ông Y Thih Niê",
        "TTHC, CSDL, VNeID, e-Office và website http://example.org",
        "Kế hoạch số 59/KH-SLĐTBXH của Sở Lao động - Thương binh và Xã hội",
        "giao dịch b2b, lượng khí CO2e và kali K2O5n trong năm",
    ],
)
def test_right_text_stays(restorer: Restorer, text: str) -> None:
    assert restorer.restore_text(text).text == text


def test_tokens_tell_what_was_observed_and_how_sure(restorer: Restorer) -> None:
    tokens = restorer.restore_text("thuc hién nhiém vu").lines[0].tokens
    assert [token.observed for token in tokens] == ["thuc", "hién", "nhiém", "vu"]
    assert all(0.5 < token.confidence <= 1 for token in tokens)
    assert tokens[0].candidates[0].text == tokens[0].text
    assert tokens[0].runner_up not in {None, tokens[0].text}


def test_pages_keep_their_shape(restorer: Restorer) -> None:
    box = BoundingBox(10, 20, 30, 40)
    line = Line(tuple(Word(text, box, 0.5) for text in ["Trién", "khai", "thuc", "hién"]))
    table = Table((Cell(0, 0, (Line.of("Phong Hanh chinh va cac don vi"),)),), 1, 1)
    page = Page(1, 595, 842, (Block((line,)), table), origin="text_layer")
    restored = restorer.restore_pages([page])[0]
    assert [line.text for line in restored.lines()] == [
        "Triển khai thực hiện",
        "Phòng Hành chính và các đơn vị",
    ]
    word = restored.blocks[0].lines[0].words[0]
    assert (word.text, word.observed, word.bbox) == ("Triển", "Trién", box)
    assert restored.blocks[0].lines[0].words[1].observed is None
    assert {word.legibility for word in restored.blocks[0].lines[0].words} == {0.5}


def test_how_well_a_word_could_be_read_stays_told(restorer: Restorer) -> None:
    line = Line((Word("Só:", confidence=0.9), Word("11,PLó/XÝZ", confidence=0.97)))
    (page,) = restorer.restore_pages([Page(1, 595, 842, (Block((line,)),), origin="ocr")])
    number = page.blocks[0].lines[0].words[1]
    assert number.confidence < 0.8
    assert number.legibility == pytest.approx(0.97)


def test_a_lost_space_comes_back(restorer: Restorer) -> None:
    line = restorer.restore_text("Can cir Luat Téchirc chinh quyén dia phuong").lines[0]
    assert line.text == "Căn cứ Luật Tổ chức chính quyền địa phương"
    assert [(token.observed, token.text) for token in line.tokens[3:5]] == [("Téchirc", "Tổ"), ("", "chức")]


def test_a_false_space_goes(restorer: Restorer) -> None:
    line = restorer.restore_text("trién khai thuc hién nhi ém vu cai cach").lines[0]
    assert line.text == "triển khai thực hiện nhiệm vụ cải cách"
    assert line.tokens[4].observed == "nhi ém"


def test_boxes_are_divided_and_joined_with_their_words(restorer: Restorer) -> None:
    texts = ["trién", "khai", "thuchién", "nhi", "ém", "vu"]
    words = tuple(Word(text, BoundingBox(10.0 * at, 0, 10.0 * at + 8, 5)) for at, text in enumerate(texts))
    page = Page(1, 100, 100, (Block((Line(words),)),), origin="ocr")
    got = next(restorer.restore_pages([page])[0].lines()).words
    assert [word.text for word in got] == ["triển", "khai", "thực", "hiện", "nhiệm", "vụ"]
    assert [(word.bbox.x0, word.bbox.x1) for word in got if word.bbox] == [
        (0, 8), (10, 18), (20, 24), (24, 28), (30, 48), (50, 58),
    ]  # fmt: skip
    assert [word.observed for word in got] == ["trién", None, "thuchién", "", "nhi ém", "vu"]


def test_what_the_document_says_elsewhere_counts(restorer: Restorer) -> None:
    once = "Giao phong Quan tri Tai vu theo doi;"
    told = restorer.restore_text("\n".join([once] * 4)).text.split("\n")
    assert len(set(told)) == 1


def test_score_prefers_better_vietnamese(restorer: Restorer) -> None:
    assert restorer.score("triển khai thực hiện kế hoạch") > restorer.score("trién khai thuc hién ké hoach")
    assert restorer.score("...") == 0


@pytest.mark.parametrize(("confidence", "last"), [(0.965, "phầm:"), (0.8, "phẩm:")])
def test_a_slip_is_its_authors_where_the_ocr_was_certain(
    restorer: Restorer, confidence: float, last: str
) -> None:
    right = [Word(text, None, 0.965) for text in ["Triển", "khai", "thực", "hiện", "kế", "hoạch"]]
    slip = [Word("Sản", None, 0.965), Word("phầm:", None, confidence)]
    page = Page(1, 595, 842, (Block((*[Line(tuple(right))] * 99, Line(tuple(slip)))),), origin="ocr")
    assert restorer.restore_pages([page])[0].text.split()[-1] == last


def test_a_slip_that_its_neighbours_are_against_is_not_sure(restorer: Restorer) -> None:
    right = [Word(text, None, 0.965) for text in ["Triển", "khai", "thực", "hiện", "kế", "hoạch"]]
    slip = [Word("Sản", None, 0.965), Word("phầm:", None, 0.965)]
    page = Page(1, 595, 842, (Block((*[Line(tuple(right))] * 99, Line(tuple(slip)))),), origin="ocr")
    *_, sure, unsure = [
        word.confidence for line in restorer.restore_pages([page])[0].lines() for word in line.words
    ]
    assert unsure < 0.95 < sure


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (
            "Kiểm tra việc thực biện các quy định của pháp luật",
            "Kiểm tra việc thực hiện các quy định của pháp luật",
        ),
        ("I. MỤC BÍCH, YÊU CẦU", "I. MỤC ĐÍCH, YÊU CẦU"),
        ("Sở Nội vụ g1ao nhiệm vụ cho các đơn vị", "Sở Nội vụ giao nhiệm vụ cho các đơn vị"),
        ("Số: 159/KH-ƯBND", "Số: 159/KH-UBND"),
    ],
)
def test_a_letter_that_no_channel_confuses_goes_where_the_sense_asks_for_another(
    restorer: Restorer, read: str, meant: str
) -> None:
    noisy = "Sửa đối, bố sung Quy chế làm việc; tố chức"
    assert restorer.restore_text(f"{noisy}\n{read}").lines[1].text == meant


def test_on_a_page_without_noise_it_stays(restorer: Restorer) -> None:
    text = "\n".join(
        ["Kiểm tra việc thực hiện các quy định của pháp luật"] * 20 + ["việc thực biện các quy định"]
    )
    assert restorer.restore_text(text).text == text


def test_words_that_the_ocr_often_takes_for_others(restorer: Restorer) -> None:
    assert (
        restorer.restore_text("dự toán chỉ thường xuyên của tỉnh").text == "dự toán chi thường xuyên của tỉnh"
    )
    assert restorer.restore_text("ý kiến chỉ đạo của tỉnh").text == "ý kiến chỉ đạo của tỉnh"


def test_a_heading_that_lost_its_marks_beside_right_words(restorer: Restorer) -> None:
    text = "DANH MỤC NHIỆM VỤ CAI CACH HANH CHINH NAM 2023\nThời gian thực hiện: Thường xuyên trong năm."
    assert restorer.restore_text(text).lines[0].text == "DANH MỤC NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2023"
