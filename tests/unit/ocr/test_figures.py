"""Only where a figure alone can stand does a letter become one."""

from __future__ import annotations

import pytest

from planparse.model.page import Line
from planparse.ocr.figures import mend_figures


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Tân Hợi, ngày tt tháng Ø3 năm 2025", "Tân Hợi, ngày 11 tháng 03 năm 2025"),
        ("trước ngày |5 tháng 1I năm 2025", "trước ngày 15 tháng 11 năm 2025"),
        ("6 tháng, 0l năm", "6 tháng, 01 năm"),
        ("Từ tháng 0Í", "Từ tháng 01"),
        ("0ì.", "01."),
        ("ì3", "13"),
    ],
)
def test_letters_that_can_only_be_figures(read: str, printed: str) -> None:
    (line,) = mend_figures([Line.of(read, 0.9)])
    assert line.text == printed


@pytest.mark.parametrize(
    "text", ["nồng độ SO2, O3 và CO2", "T4/2025", "1A, 2B", "i1)", "ngày lễ tháng tư năm ấy", "I1", "10l"]
)
def test_what_may_be_letters_stays(text: str) -> None:
    line = Line.of(text, 0.9)
    assert list(mend_figures([line])) == [line]
