"""The words that close a document are no part of its last item."""

from __future__ import annotations

import pytest

from planparse.ingest.text import text_pages
from planparse.parse import parse_plan
from planparse.settings import Settings


@pytest.mark.parametrize(
    ("below", "kept"),
    [
        ("Trên đây là Kế hoạch công tác năm 2026./.", ""),
        ("Trong quá trình thực hiện, nếu vướng mắc thì báo cáo.\nCác xã nghiêm túc thực hiện./.", ""),
        ("Văn phòng thông báo để các sở biết, thực hiện./.", ""),
        ("Yêu cầu các phòng nghiêm túc thực hiện./.", ""),
        ("Báo cáo kết quả hằng quý.", "Báo cáo kết quả hằng quý."),
        ("Tổng hợp, báo cáo trước ngày 15/12./.", "Tổng hợp, báo cáo trước ngày 15/12./."),
        ("- Báo cáo kết quả hằng quý./.", "Báo cáo kết quả hằng quý./."),
    ],
)
def test_what_stands_behind_the_last_item(below: str, kept: str) -> None:
    items = "I. NHIỆM VỤ\n1. Rà soát văn bản.\n2. Tổ chức tập huấn."
    text = f"KẾ HOẠCH\nNăm 2026\n{items}\n{below}\nNơi nhận:\n- Lưu: VT.\n"
    assert (
        parse_plan(text_pages(text), Settings()).tasks[-1].description.split("\n")[1:] == [kept][: bool(kept)]
    )


def test_the_paragraph_of_a_heading_is_kept() -> None:
    text = "KẾ HOẠCH\nNăm 2026\nI. NHIỆM VỤ\n1. Sở Nội vụ\nTheo dõi, báo cáo./.\nNơi nhận:\n- Lưu: VT.\n"
    assert parse_plan(text_pages(text), Settings()).tasks[-1].description == "Sở Nội vụ\nTheo dõi, báo cáo./."
