"""Letters of invented offices, each with what a careful reader would note of its head and its signer.

A letter is drawn from a seed: kind of office, type, number, stamps, seal, pen and titles vary as offices vary
them. No office, number or person in them exists; names are put together from single syllables.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import cm, mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from paper.fonts import register_fonts
from paper.printing import MOTTO, NATION
from paper.seal import BLUE, RED, draw_seal, draw_signature
from planparse.resources import read_table

if TYPE_CHECKING:
    from pathlib import Path

BLACK = Color(0.05, 0.05, 0.05)
LEFT, RIGHT, WIDTH = 3 * cm, 19 * cm, 16 * cm
_OFFICE_MIDDLE, _NATION_MIDDLE, _SIGNER_MIDDLE = 5.9 * cm, 14.2 * cm, 14.3 * cm


@dataclass(frozen=True, slots=True)
class Office:
    """Who writes: the letterhead and what it means, how numbers end, under which titles one signs."""

    lines: tuple[str, ...]
    issuer: str
    code: str
    place: str
    titles: tuple[tuple[str, ...], ...]
    seal: tuple[str, str]
    party: bool = False


OFFICES = (
    Office(
        ("ỦY BAN NHÂN DÂN", "TỈNH LAM SƠN"),
        "Ủy ban nhân dân tỉnh Lam Sơn",
        "UBND",
        "Lam Sơn",
        (
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
            ("CHỦ TỊCH",),
            ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
        ),
        ("ỦY BAN NHÂN DÂN", "TỈNH LAM SƠN"),
    ),
    Office(
        ("UBND TỈNH BẠCH VÂN", "SỞ XÂY DỰNG"),
        "Sở Xây dựng tỉnh Bạch Vân",
        "SXD",
        "Bạch Vân",
        (
            ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
            ("GIÁM ĐỐC",),
            ("TUQ. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"),
            ("Q. GIÁM ĐỐC",),
        ),
        ("TỈNH BẠCH VÂN", "SỞ XÂY DỰNG"),
    ),
    Office(
        ("BỘ MÔI SINH",),
        "Bộ Môi sinh",
        "BMS",
        "Hà Nội",
        (("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"), ("BỘ TRƯỞNG",), ("TL. BỘ TRƯỞNG", "VỤ TRƯỞNG VỤ PHÁP CHẾ")),
        ("BỘ MÔI SINH", "HÀ NỘI"),
    ),
    Office(
        ("ỦY BAN NHÂN DÂN", "HUYỆN TRÚC KHÊ"),
        "Ủy ban nhân dân huyện Trúc Khê",
        "UBND",
        "Trúc Khê",
        (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("ỦY BAN NHÂN DÂN", "HUYỆN TRÚC KHÊ"),
    ),
    Office(
        ("UBND HUYỆN TRÚC KHÊ", "PHÒNG NỘI VỤ"),
        "Phòng Nội vụ huyện Trúc Khê",
        "PNV",
        "Trúc Khê",
        (("TRƯỞNG PHÒNG",), ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG")),
        ("HUYỆN TRÚC KHÊ", "PHÒNG NỘI VỤ"),
    ),
    Office(
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "TRƯỜNG THPT HÒA MỘC"),
        "Trường THPT Hòa Mộc",
        "THPTHM",
        "Hòa Mộc",
        (("HIỆU TRƯỞNG",), ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG")),
        ("SỞ GIÁO DỤC", "THPT HÒA MỘC"),
    ),
    Office(
        ("HUYỆN ỦY TRÚC KHÊ", "BAN TUYÊN GIÁO"),
        "Ban Tuyên giáo Huyện ủy Trúc Khê",
        "BTG/HU",
        "Trúc Khê",
        (("TRƯỞNG BAN",), ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")),
        ("HUYỆN ỦY TRÚC KHÊ", "BAN TUYÊN GIÁO"),
        party=True,
    ),
    Office(
        ("CÔNG TY CỔ PHẦN", "CẤP NƯỚC LAM SƠN"),
        "Công ty Cổ phần Cấp nước Lam Sơn",
        "CNLS",
        "Lam Sơn",
        (("TỔNG GIÁM ĐỐC",), ("KT. TỔNG GIÁM ĐỐC", "PHÓ TỔNG GIÁM ĐỐC"), ("GIÁM ĐỐC",)),
        ("CÔNG TY CỔ PHẦN", "CẤP NƯỚC LAM SƠN"),
    ),
)
TYPES = {
    "KH": "KẾ HOẠCH",
    "QĐ": "QUYẾT ĐỊNH",
    "TB": "THÔNG BÁO",
    "BC": "BÁO CÁO",
    "CT": "CHỈ THỊ",
    "TTr": "TỜ TRÌNH",
    "CV": "",
}
TITLES = (
    ("Phòng, chống thiên tai và tìm kiếm cứu nạn", "trên địa bàn năm 2026"),
    ("Về việc tăng cường công tác quản lý trật tự xây dựng",),
    ("Kết quả rà soát, đơn giản hóa thủ tục hành chính", "quý II năm 2026 và nhiệm vụ trọng tâm quý III"),
    ("Về việc phê duyệt danh mục tài liệu lưu trữ", "và thời hạn bảo quản hồ sơ"),
    ("Triển khai Đề án chuyển đổi số giai đoạn 2026 - 2030",),
)
BODY = (
    "Thực hiện chương trình công tác năm, đề nghị các đơn vị rà soát các nhiệm vụ được",
    "giao, báo cáo kết quả thực hiện, nêu rõ khó khăn, vướng mắc và kiến nghị giải pháp để",
    "tổng hợp, báo cáo cấp trên xem xét, chỉ đạo theo quy định. Các đơn vị phân công người",
    "phụ trách và gửi báo cáo đúng thời hạn; có vấn đề phát sinh thì kịp thời phản ánh./.",
)


@dataclass(frozen=True, slots=True)
class Letter:
    """What is printed and what of it a careful reader notes."""

    seed: int
    office: Office
    code: str
    number: str
    issued_on: dt.date
    title: tuple[str, ...]
    signer: str
    titles: tuple[str, ...]
    seal: Color
    pen: Color
    stamp: str | None

    @property
    def gold(self) -> dict[str, str]:
        """What is to be read."""
        return {
            "type": self.code,
            "number": self.number,
            "issued_on": self.issued_on.isoformat(),
            "place": self.office.place,
            "issuer": self.office.issuer,
            "title": " ".join(self.title),
            "signer": self.signer,
            "signer_title": " / ".join(self.titles),
        }


def invent(seed: int) -> Letter:
    """The letter of one seed."""
    draw = random.Random(seed)  # noqa: S311 - a letter, not a key
    office = draw.choice(OFFICES)
    code = draw.choice([code for code in TYPES if not (office.party and code in {"QĐ", "CT", "CV"})])
    counter = draw.randint(3, 2999)
    number = f"{counter}-{code}/{office.code}" if office.party else f"{counter}/{code}-{office.code}"
    if code == "CV":
        number = f"{counter}/{office.code}-{draw.choice(['VP', 'KTTH', 'TH'])}"
    return Letter(
        seed,
        office,
        code,
        number,
        dt.date(2026, draw.randint(1, 12), draw.randint(1, 28)),
        _about(draw.choice(TITLES)) if code == "CV" else draw.choice(TITLES),
        person(draw),
        draw.choice(office.titles),
        draw.choice([RED, RED, BLACK]),
        draw.choice([BLUE, BLACK]),
        draw.choice([None, None, "ruled", "plain", "urgent", "copy"]),
    )


def _about(title: tuple[str, ...]) -> tuple[str, ...]:
    """A title as it stands behind `V/v`, which says `Về việc` already."""
    first = title[0].removeprefix("Về việc ")
    return (f"{first[0].lower()}{first[1:]}", *title[1:])


def person(draw: random.Random) -> str:
    """A name of syllables as common as they are."""
    rows = [row for row in read_table("person_names.tsv") if row["syllable"].isalpha()]

    def syllable(place: str) -> str:
        return draw.choices([row["syllable"] for row in rows], [float(row[place]) for row in rows])[0]

    middle = [syllable("middle") for _ in range(draw.choice([1, 1, 1, 2]))]
    return " ".join([syllable("family"), *middle, syllable("given")])


def print_letter(letter: Letter, path: Path) -> None:
    """Draw a letter as a PDF of one page."""
    register_fonts()
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    draw = random.Random(letter.seed + 1)  # noqa: S311 - a letter, not a key
    y = _head(canvas, letter)
    y = _text(canvas, y - 1.2 * cm, draw.randint(1, 5))
    _sign(canvas, letter, y - 1.0 * cm, draw)
    if letter.stamp:
        STAMPS[letter.stamp](canvas, draw, A4[1] - (8.0 if letter.code == "CV" else 6.8) * cm)
    canvas.save()


def _centred(canvas: Any, at: tuple[float, float], text: str, face: str, size: float) -> None:
    canvas.setFont(face, size)
    canvas.drawCentredString(*at, text)


def _head(canvas: Any, letter: Letter) -> float:
    """Both columns, type and title; where they end."""
    office, day = letter.office, letter.issued_on
    y: float = A4[1] - 2.2 * cm
    for number, line in enumerate(office.lines):
        face = (
            "Serif-Bold"
            if number == len(office.lines) - 1 or office.lines[0].startswith("ỦY BAN")
            else "Serif"
        )
        _centred(canvas, (_OFFICE_MIDDLE, y - 15 * number), line, face, 13)
    below = y - 15 * len(office.lines)
    if office.party:
        _centred(canvas, (_OFFICE_MIDDLE, below), "*", "Serif-Bold", 13)
        _centred(canvas, (_NATION_MIDDLE, y), "ĐẢNG CỘNG SẢN VIỆT NAM", "Serif-Bold", 14)
    else:
        canvas.line(_OFFICE_MIDDLE - 30, below + 9, _OFFICE_MIDDLE + 30, below + 9)
        _centred(canvas, (_NATION_MIDDLE, y), NATION, "Serif-Bold", 12.5)
        _centred(canvas, (_NATION_MIDDLE, y - 15), MOTTO, "Serif-Bold", 13.5)
        canvas.line(_NATION_MIDDLE - 80, y - 20, _NATION_MIDDLE + 80, y - 20)
    y -= 54
    label = "Số" if office.party else "Số:"
    _centred(canvas, (_OFFICE_MIDDLE, y), f"{label} {letter.number}", "Serif", 13)
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)  # noqa: PLR2004 - the decree's own bound
    date = f"{office.place}, ngày {day.day:02d} tháng {month} năm {day.year}"
    _centred(canvas, (_NATION_MIDDLE, y), date, "Serif-Italic", 13.5)
    if letter.code == "CV":
        for number, line in enumerate(letter.title):
            text = line if number else f"V/v {line}"
            _centred(canvas, (_OFFICE_MIDDLE, y - 16 - 13 * number), text, "Serif", 10)
        _centred(canvas, (A4[0] / 2, y - 62), "Kính gửi: Các đơn vị trực thuộc.", "Serif", 14)
        return y - 62
    y -= 40
    _centred(canvas, (A4[0] / 2, y), TYPES[letter.code], "Serif-Bold", 14)
    for line in letter.title:
        y -= 18
        _centred(canvas, (A4[0] / 2, y), line, "Serif-Bold", 14)
    canvas.line(A4[0] / 2 - 40, y - 6, A4[0] / 2 + 40, y - 6)
    return y


def _text(canvas: Any, y: float, paragraphs: int) -> float:
    for _ in range(paragraphs):
        for number, line in enumerate(BODY):
            indent = 1.27 * cm if number == 0 else 0
            space = (
                0.0
                if number == len(BODY) - 1
                else (WIDTH - indent - stringWidth(line, "Serif", 12)) / line.count(" ")
            )
            text = canvas.beginText(LEFT + indent, y)
            text.setFont("Serif", 12)
            text.setWordSpace(space)
            text.textLine(line)
            canvas.drawText(text)
            y -= 16
        y -= 5
    return y


def _sign(canvas: Any, letter: Letter, y: float, draw: random.Random) -> None:
    canvas.setFont("Serif-BoldItalic", 12)
    canvas.drawString(LEFT, y, "Nơi nhận:")
    canvas.setFont("Serif", 11)
    for number, line in enumerate(
        ("Như trên;", "Lãnh đạo cơ quan;", "Các phòng chuyên môn;", "Lưu: VT, TH."), 1
    ):
        canvas.drawString(LEFT, y - 13.5 * number, f"- {line}")
    foot = y
    for number, line in enumerate(letter.titles):
        foot = y - 17 * number
        _centred(canvas, (_SIGNER_MIDDLE, foot), line, "Serif-Bold", 14)
    name = foot - draw.uniform(27, 36) * mm
    _centred(canvas, (_SIGNER_MIDDLE, name), letter.signer, "Serif-Bold", 14)
    x = _SIGNER_MIDDLE - draw.uniform(12, 20) * mm
    draw_signature(canvas, _SIGNER_MIDDLE + 6 * mm, name + draw.uniform(10, 15) * mm, letter.seed, letter.pen)
    draw_seal(canvas, x, name + draw.uniform(10, 22) * mm, letter.office.seal, letter.seal)


def _incoming(canvas: Any, draw: random.Random, foot: float, *, ruled: bool) -> None:
    """The stamp of whoever received the letter, with a number and a day of its own."""
    x, y = draw.uniform(0.4, 1.4) * cm, foot + draw.uniform(-0.5, 0.5) * cm
    canvas.saveState()
    canvas.setBlendMode("Multiply")
    colour = draw.choice([RED, BLUE, BLACK])
    canvas.setStrokeColor(colour)
    canvas.setFillColor(colour)
    if ruled:
        canvas.rect(x, y, 125, 48)
        canvas.line(x + 38, y, x + 38, y + 36)
        canvas.line(x, y + 36, x + 125, y + 36)
    canvas.setFont("Sans-Bold", 7)
    canvas.drawString(x + 6, y + 39, "VĂN PHÒNG HUYỆN HÒA MỘC")
    canvas.setFont("Sans-Bold", 10)
    canvas.drawString(x + 6, y + 14, "ĐẾN")
    canvas.setFont("Serif", 9)
    rows = (
        f"Số: {draw.randint(100, 4000)}",
        f"Ngày: {draw.randint(1, 28)}/{draw.randint(1, 12)}/26",
        "Chuyển: ........",
    )
    for number, row in enumerate(rows):
        canvas.drawString(x + 42, y + 26 - 11 * number, row)
    canvas.restoreState()


def _framed(canvas: Any, text: str, x: float, y: float) -> None:
    canvas.saveState()
    canvas.setBlendMode("Multiply")
    canvas.setStrokeColor(RED)
    canvas.setFillColor(RED)
    canvas.rect(x, y - 5, stringWidth(text, "Serif-Bold", 14) + 12, 20)
    canvas.setFont("Serif-Bold", 14)
    canvas.drawString(x + 6, y, text)
    canvas.restoreState()


def _urgent(canvas: Any, draw: random.Random, foot: float) -> None:
    _framed(canvas, draw.choice(["HỎA TỐC", "KHẨN", "THƯỢNG KHẨN"]), 2.2 * cm, foot + 0.6 * cm)


def _copy(canvas: Any, draw: random.Random, _foot: float) -> None:
    _framed(canvas, draw.choice(["SAO Y BẢN CHÍNH", "BẢN SAO"]), 14 * cm, A4[1] - 1.2 * cm)


STAMPS = {
    "ruled": lambda canvas, draw, foot: _incoming(canvas, draw, foot, ruled=True),
    "plain": lambda canvas, draw, foot: _incoming(canvas, draw, foot, ruled=False),
    "urgent": _urgent,
    "copy": _copy,
}
