"""Where the parts of a document begin and end; names are invented."""

from __future__ import annotations

from planparse.parse.layout import TextLine
from planparse.parse.zones import Part, Zone, take_apart

DECISION = ["QUYẾT ĐỊNH", "Ban hành Kế hoạch tập huấn năm 2026", "Điều 1. Ban hành kèm theo Kế hoạch."]
PLAN = ["KẾ HOẠCH", "Tập huấn năm 2026", "I. NHIỆM VỤ", "1. Rà soát văn bản", "- Đơn vị chủ trì: Phòng A."]


def zones(*texts: str) -> list[Zone]:
    return list(take_apart([TextLine(text, 1, number) for number, text in enumerate(texts)]).zones)


def test_a_plan_behind_a_signature_without_a_name_loses_nothing() -> None:
    closing = ["Nơi nhận:", "- Như Điều 2;", "- Lưu: VT.", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    body, attached = zones(*DECISION, *closing, *PLAN)
    assert (body.part, attached.part) == (Part.BODY, Part.ATTACHED)
    assert [item.text for item in attached.items if isinstance(item, TextLine)] == PLAN


def test_what_a_pen_left_below_a_title_takes_no_line_of_an_annex_along() -> None:
    closing = ["Nơi nhận:", "- Lưu: VT.", "GIÁM ĐỐC"]
    noise = ["——tuauL—", "~~ xJ"]
    rows = ["Số lượng lớp mở trong năm", *(f"Lớp {number} tại xã Mẫu" for number in range(1, 7))]
    _, annex = zones(*DECISION, *closing, *noise, *rows)
    assert [item.text for item in annex.items if isinstance(item, TextLine)][-len(rows) :] == rows
