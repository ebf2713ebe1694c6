"""Pages of born-digital and mixed PDFs: whose words they are, and how they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from handmade import hostile
from handmade.pdf import PdfWriter

from planparse.errors import UsageError
from planparse.ingest import open_document
from planparse.model.page import Block, Page, Table
from planparse.settings import Settings

if TYPE_CHECKING:
    from planparse.model.source import LoadedPage

SETTINGS = Settings(jobs=1)
BODY = (
    "Thực hiện Kế hoạch cải cách hành chính năm 2023 của Ủy ban nhân dân tỉnh An Bình, Sở Nội vụ xây dựng",
    "kế hoạch thực hiện với các nhiệm vụ, giải pháp, thời gian hoàn thành và phân công cụ thể như sau đây.",
)
LETTERHEAD = (
    ("ỦY BAN NHÂN DÂN", 90, 780),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 330, 780),
    ("TỈNH AN BÌNH", 100, 765),
    ("Độc lập - Tự do - Hạnh phúc", 370, 765),
    ("Số:", 90, 740),
    ("/KH-UBND", 140, 740),
    ("An Bình, ngày", 350, 740),
    ("tháng 11 năm 2023", 460, 740),
)


def texts(writer: PdfWriter, *lines: tuple[str, float, float]) -> str:
    return "".join(writer.text(text, x, y, 10) for text, x, y in lines)


def body(writer: PdfWriter, top: float = 660) -> str:
    return texts(writer, *((line, 72, top - 15 * row) for row, line in enumerate(BODY)))


def load(writer: PdfWriter, settings: Settings = SETTINGS, number: int = 1) -> LoadedPage:
    with open_document(writer.file(), name="handmade.pdf", settings=settings) as document:
        return document.read_page(number)


def page_of(writer: PdfWriter) -> Page:
    page = load(writer).page
    assert page is not None
    return page


def said(block: Block | Table) -> list[str]:
    return [line.text for line in block.lines]


def grid(xs: list[float], ys: list[float]) -> str:
    across = "".join(f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys)
    return across + "".join(f"{x} {ys[0]} m {x} {ys[-1]} l S\n" for x in xs)


def test_a_good_layer_is_the_page() -> None:
    writer = PdfWriter()
    writer.page(body(writer))
    page = page_of(writer)
    assert page.origin == "text_layer"
    assert "Vietnamese text layer" in page.origin_reason
    assert [said(block) for block in page.blocks] == [list(BODY)]
    first = page.blocks[0].lines[0].words[0]
    assert (first.text, first.observed) == ("Thực", None)
    assert first.bbox is not None
    assert first.bbox.x0 == pytest.approx(72, abs=0.5)
    assert first.bbox.top == pytest.approx(842 - 660 - 10, abs=4)


def test_letterhead_columns_page_number_and_numbers_filled_in_on_release() -> None:
    writer = PdfWriter()
    filled = [
        writer.annotation(writer.text("565", 2, 3, 10), (108, 737, 135, 752)),
        writer.annotation(writer.text("15", 2, 3, 10), (425, 737, 450, 752)),
    ]
    references = " ".join(f"{number} 0 R" for number in filled)
    content = texts(writer, *LETTERHEAD, ("KẾ HOẠCH", 330, 700), ("2", 297, 20)) + body(writer)
    writer.page(content, extra=f"/Annots[{references}]")
    page = page_of(writer)
    kinds = [block.kind for block in page.blocks if isinstance(block, Block)]
    assert kinds == ["margin", "letterhead", "letterhead", "text", "text"]
    assert said(page.blocks[0]) == ["2"]
    assert said(page.blocks[1]) == ["ỦY BAN NHÂN DÂN", "TỈNH AN BÌNH", "Số: 565 /KH-UBND"]
    assert said(page.blocks[2])[-1] == "An Bình, ngày 15 tháng 11 năm 2023"
    assert said(page.blocks[3]) == ["KẾ HOẠCH"]


def test_a_letterhead_whose_columns_nearly_touch_is_two_columns() -> None:
    writer = PdfWriter()
    head = [
        ("UBND TỈNH AN BÌNH", 130, 790),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 263, 790),
        ("SỞ GIÁO DỤC, KHOA HỌC VÀ CÔNG NGHỆ", 78, 776),
        ("Độc lập - Tự do - Hạnh phúc", 300, 776),
    ]
    writer.page(texts(writer, *head) + body(writer))
    left, right = page_of(writer).blocks[:2]
    assert said(left) == ["UBND TỈNH AN BÌNH", "SỞ GIÁO DỤC, KHOA HỌC VÀ CÔNG NGHỆ"]
    assert said(right) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]


def test_recipients_and_signer_are_two_columns() -> None:
    writer = PdfWriter()
    foot = [
        ("Nơi nhận:", 72, 300),
        ("- Như trên;", 72, 286),
        ("- Các sở, ban, ngành của tỉnh;", 72, 272),
        ("- Lưu: VT, TH.", 72, 258),
        ("TM. ỦY BAN NHÂN DÂN", 370, 300),
        ("CHỦ TỊCH", 415, 286),
        ("Trần Văn Bình An", 398, 200),
    ]
    writer.page(body(writer) + texts(writer, *foot))
    blocks = page_of(writer).blocks
    assert said(blocks[-2]) == [
        "Nơi nhận:",
        "- Như trên;",
        "- Các sở, ban, ngành của tỉnh;",
        "- Lưu: VT, TH.",
    ]
    assert said(blocks[-1]) == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Bình An"]


def test_paragraphs_begin_with_an_indent_or_after_a_short_line() -> None:
    writer = PdfWriter()
    lines = [(BODY[0], 72, 660), ("như sau:", 72, 645), ("1. Mục đích", 72, 630), (BODY[1], 100, 615)]
    writer.page(texts(writer, *lines))
    assert [len(block.lines) for block in page_of(writer).blocks] == [2, 1, 1]


def test_ruled_table_with_merged_cells_and_a_row_cut_by_the_page() -> None:
    writer = PdfWriter()
    xs, ys = [60.0, 100.0, 300.0, 540.0], [120.0, 160.0, 200.0, 240.0]
    rules = grid(xs, ys).replace("100.0 120.0 m 100.0 240.0 l S\n", "100 120 m 100 200 l S\n")
    rules += "".join(f"{x} 60 m {x} 120 l S\n" for x in xs)  # the last row has no rule below it
    words = [
        ("Cải cách thể chế", 120, 215),
        ("Thời gian", 310, 215),
        ("1", 70, 175),
        ("Rà soát quy chế làm việc", 104, 180),
        ("của Sở", 104, 168),
        ("Quý III năm 2023", 310, 175),
        ("2", 70, 135),
        ("Báo cáo kết quả", 104, 135),
        ("Tháng 12", 310, 135),
        ("Tiếp tục thực hiện", 104, 80),
    ]
    writer.page(body(writer) + rules + texts(writer, *words))
    page = page_of(writer)
    table = page.blocks[-1]
    assert isinstance(table, Table)
    assert (table.row_count, table.column_count) == (4, 3)
    places = {(cell.row, cell.column): cell for cell in table.cells}
    assert places[0, 0].text == "Cải cách thể chế"
    assert (places[0, 0].column_span, places[0, 0].row_span) == (2, 1)
    assert places[1, 1].text == "Rà soát quy chế làm việc\ncủa Sở"
    assert places[1, 2].text == "Quý III năm 2023"
    assert places[3, 1].text == "Tiếp tục thực hiện"
    assert places[3, 0].text == ""
    assert page.text.count("Tháng 12") == 1


def test_a_double_frame_around_a_page_is_no_table() -> None:
    writer = PdfWriter()
    frame = "30 30 535 782 re S 35 35 525 772 re S\n"
    writer.page(frame + body(writer))
    assert [said(block) for block in page_of(writer).blocks] == [list(BODY)]


def test_words_of_a_table_that_stand_in_no_cell_are_kept() -> None:
    writer = PdfWriter()
    rules = grid([60.0, 200.0, 340.0], [500.0, 540.0, 580.0])
    open_corner = rules.replace("340.0 500.0 m 340.0 580.0 l S", "340 540 m 340 580 l S")
    words = [("Số thứ tự", 70, 555), ("Nội dung", 210, 555), ("một", 70, 515), ("ngoài khung", 210, 515)]
    writer.page(body(writer) + open_corner + texts(writer, *words))
    page = page_of(writer)
    assert sorted(line.text for line in page.lines()) == sorted(
        [*BODY, "Số thứ tự", "Nội dung", "một", "ngoài khung"]
    )


def test_white_frames_and_shades_make_no_table() -> None:
    writer = PdfWriter()
    frames = "1 1 1 RG " + grid([60, 200, 400, 540], [600, 640, 680])
    shade = "0.9 g 60 600 480 90 re f 0 g\n"
    writer.page(frames + shade + body(writer))
    assert not any(isinstance(block, Table) for block in page_of(writer).blocks)


@pytest.mark.parametrize("rotate", [0, 90, 270])
def test_a_page_turned_by_its_dictionary_is_upright(rotate: int) -> None:
    writer = PdfWriter()
    lines = ((line, 72 + 100, 400 - 15 * row) for row, line in enumerate(BODY))
    if rotate == 90:  # text runs up the portrait sheet; the reader turns it clockwise
        content = "".join(writer.text(text, 842 - y - 250, x, 10, matrix="0 1 -1 0") for text, x, y in lines)
    elif rotate == 270:
        content = "".join(writer.text(text, y, 842 - x, 10, matrix="0 -1 1 0") for text, x, y in lines)
    else:
        content = texts(writer, *lines)
    writer.page(content, extra=f"/Rotate {rotate}")
    page = page_of(writer)
    assert [said(block) for block in page.blocks] == [list(BODY)]
    assert page.rotation == 0
    assert (page.width > page.height) is (rotate != 0)


@pytest.mark.parametrize(("matrix", "undone"), [("0 1 -1 0", 90), ("0 -1 1 0", 270), ("-1 0 0 -1", 180)])
def test_turned_text_without_rotate_is_turned_upright(matrix: str, undone: int) -> None:
    writer = PdfWriter()
    places = {90: (300, 100, 15, 0), 270: (300, 700, -15, 0), 180: (560, 300, 0, 15)}
    x, y, right, up = places[undone]
    content = "".join(
        writer.text(line, x + right * row, y + up * row, 10, matrix=matrix) for row, line in enumerate(BODY)
    )
    writer.page(content)
    page = page_of(writer)
    assert [said(block) for block in page.blocks] == [list(BODY)]
    assert page.rotation == undone


def test_a_stamp_in_the_text_goes_to_the_margin() -> None:
    writer = PdfWriter()
    stamp = (
        ("Ký bởi: Sở Nội vụ", 400, 830),
        ("Cơ quan: Tỉnh An Bình", 400, 820),
        ("Thời gian ký: 24/01/2025 14:23:43", 400, 810),
    )
    writer.page(texts(writer, *stamp) + body(writer))
    loaded = load(writer)
    assert loaded.page is not None
    margin = loaded.page.blocks[0]
    assert isinstance(margin, Block)
    assert (margin.kind, len(margin.lines)) == ("margin", 3)
    (signature,) = loaded.signatures
    assert signature.signer == "Sở Nội vụ"
    assert signature.signed_at is not None
    assert signature.signed_at.isoformat() == "2025-01-24T14:23:43+07:00"


def scan_with(layer: list[tuple[str, float, float]]) -> PdfWriter:
    writer = PdfWriter()
    picture = writer.jpeg(hostile.page_jpeg(827, 1169), 827, 1169)
    hidden = "3 Tr " + "".join(writer.text(text, x, y, 10) for text, x, y in layer)
    writer.scan(picture, over=hidden)
    return writer


def test_a_wrecked_layer_over_a_scan_may_only_vote() -> None:
    wreck = "Thuc hien Ke hoach cai each hanh chinh nam 2023 ctia UBND tinh An Binh, SO NOi vu xay dmg"
    loaded = load(scan_with([(wreck, 60, y) for y in range(90, 770, 12)]))
    assert loaded.page is None
    assert loaded.image is not None
    assert "wrecked text layer" in loaded.image.reason
    assert loaded.layer is not None
    assert "hoach" in loaded.layer.text


def test_a_good_layer_over_a_scan_is_taken() -> None:
    loaded = load(scan_with([(BODY[row % 2], 60, y) for row, y in enumerate(range(80, 776, 12))]))
    assert loaded.page is not None
    assert loaded.page.origin == "text_layer"


def test_a_layer_over_part_of_a_scan_is_not_the_page() -> None:
    loaded = load(scan_with([(BODY[row % 2], 60, y) for row, y in enumerate(range(500, 776, 12))]))
    assert loaded.image is not None
    assert "uncovered" in loaded.image.reason


def test_ocr_always_and_never_are_obeyed() -> None:
    writer = PdfWriter()
    writer.page(body(writer))
    always = load(writer, Settings(ocr="always"))
    assert always.image is not None
    assert always.image.reason == "OCR was asked for"
    wrecked = scan_with([("CONG HOA XA HQI CHU NGHIA VIET NAM Dc lap - Tu do", 60, 700)])
    never = load(wrecked, Settings(ocr="never"))
    assert never.page is not None
    assert [notice.code for notice in never.page.notices] == ["text_layer_doubtful"]


def test_pages_of_one_file_are_judged_one_by_one() -> None:
    writer = PdfWriter()
    writer.page(body(writer))
    writer.scan(writer.jpeg(hostile.page_jpeg(827, 1169), 827, 1169))
    with open_document(writer.file(), name="mixed.pdf", settings=SETTINGS) as document:
        assert document.info.page_count == 2
        assert document.read_page(2).image is not None
        assert document.read_page(1).page is not None
        with pytest.raises(UsageError, match="no page 3"):
            document.read_page(3)


def test_legacy_fonts_become_unicode() -> None:
    writer = PdfWriter()
    lines = ("Uû ban nh©n d©n tØnh An B×nh ban hµnh kÕ ho¹ch c¶i c¸ch hµnh chÝnh n¨m 2023", "cña Së Néi vô")
    writer.page(texts(writer, *((line, 72, 700 - 14 * row) for row, line in enumerate(lines))))
    page = page_of(writer)
    assert page.text.splitlines()[0].startswith("Uỷ ban nhân dân tỉnh An Bình ban hành kế hoạch cải cách")


def test_a_born_digital_page_of_figures_stays_as_it_is() -> None:
    writer = PdfWriter()
    writer.page(
        texts(writer, *((f"{row} 12.450 kg total 98.{row} percent", 72, 700 - 14 * row) for row in range(9)))
    )
    assert page_of(writer).origin == "text_layer"


def test_bold_drawn_twice_is_read_once_and_a_watermark_not_at_all() -> None:
    writer = PdfWriter()
    title = writer.text("KẾ HOẠCH", 270, 700, 12) + writer.text("KẾ HOẠCH", 270.3, 700, 12)
    mark = writer.text("DỰ THẢO", 200, 400, 60, matrix="0.7 0.7 -0.7 0.7")
    writer.page(mark + title + body(writer))
    assert [said(block) for block in page_of(writer).blocks] == [["KẾ HOẠCH"], list(BODY)]


def test_hyphens_and_bullets_of_office_programs() -> None:
    writer = PdfWriter()
    lines = [
        ("Số: 12/KH\u00adUBND của Sở Nội vụ tỉnh", 72, 600),
        ("\uf0b7 Đơn vị chủ trì: Văn phòng", 72, 585),
    ]
    writer.page(body(writer) + texts(writer, *lines))
    found = [line.text for line in page_of(writer).lines()]
    assert found[-2:] == ["Số: 12/KH-UBND của Sở Nội vụ tỉnh", "• Đơn vị chủ trì: Văn phòng"]


def test_what_lies_outside_the_crop_box_is_not_there() -> None:
    writer = PdfWriter()
    writer.page(body(writer) + texts(writer, ("bên lề", 20, 820)), extra="/CropBox[50 50 560 800]")
    page = page_of(writer)
    assert [said(block) for block in page.blocks] == [list(BODY)]
    assert (page.width, page.height) == (510, 750)
    box = page.blocks[0].bbox
    assert box is not None
    assert box.x0 == pytest.approx(22, abs=0.5)
