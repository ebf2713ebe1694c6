"""Times as offices write them, and the days that they fix."""

from __future__ import annotations

import datetime as dt

import pytest

from planparse.parse.schedules import Days, read_schedule

PERIOD = Days(dt.date(2026, 1, 1), dt.date(2030, 12, 31))

FIXED = [
    ("Quý I/2023", "2023-01-01", "2023-03-31", None),
    ("Quý III năm 2024", "2024-07-01", "2024-09-30", None),
    ("Quý I", "2023-01-01", "2023-03-31", None),
    ("Quý II, III/2025", "2025-04-01", "2025-09-30", None),
    ("quý 1 và quý 2 năm 2025", "2025-01-01", "2025-06-30", None),
    ("Quý I - Quý IV/2025", "2025-01-01", "2025-12-31", None),
    ("Tháng 01/2023", "2023-01-01", "2023-01-31", None),
    ("Tháng 2/2024", "2024-02-01", "2024-02-29", None),
    ("Tháng 3 - 6/2025", "2025-03-01", "2025-06-30", None),
    ("Từ tháng 10/2024 đến tháng 3/2025", "2024-10-01", "2025-03-31", None),
    ("Từ tháng 10 đến tháng 3/2025", "2024-10-01", "2025-03-31", None),
    ("trước ngày 30/11/2023", None, "2023-11-30", None),
    ("Trước ngày 15 tháng 6 năm 2025", None, "2025-06-15", None),
    ("trước ngày 15/6", None, "2023-06-15", None),
    ("Hoàn thành trước tháng 12/2022", None, "2022-11-30", None),
    ("trước Quý III/2024", None, "2024-06-30", None),
    ("Chậm nhất ngày 20/12/2025", None, "2025-12-20", None),
    ("Hoàn thành trong tháng 6/2022", "2022-06-01", "2022-06-30", None),
    ("6 tháng đầu năm 2024", "2024-01-01", "2024-06-30", None),
    ("sáu tháng cuối năm", "2023-07-01", "2023-12-31", None),
    ("Trong năm 2023", "2023-01-01", "2023-12-31", None),
    ("Trong năm", "2023-01-01", "2023-12-31", None),
    ("Thường xuyên", "2023-01-01", "2023-12-31", "continuous"),
    ("Thường xuyên trong năm", "2023-01-01", "2023-12-31", "continuous"),
    ("Định kỳ hàng tháng trong năm", "2023-01-01", "2023-12-31", "monthly"),
    ("Từ 01/7/2025", "2025-07-01", None, None),
    ("Năm 2025 và các năm tiếp theo", "2025-01-01", None, None),
    ("Từ năm 2013 đến năm 2020 và tiếp theo", "2013-01-01", None, None),
    ("Từ tháng 11/2013 trở đi", "2013-11-01", None, None),
    ("Giai đoạn 2026 - 2030", "2026-01-01", "2030-12-31", None),
    ("Đến năm 2030", None, "2030-12-31", None),
    ("Từ ngày 01 đến ngày 15/6/2025", "2025-06-01", "2025-06-15", None),
    ("Từ ngày 01 đến ngày 15/6", "2023-06-01", "2023-06-15", None),
    ("Từ ngày 20 đến ngày 15/6/2025", None, "2025-06-15", None),
    ("Từ ngày 05 đến hết tháng 6/2025", None, "2025-06-30", None),
    ("Từ ngày 01/3 - 15/6/2025", "2025-03-01", "2025-06-15", None),
    ("Tháng 3 - 6", "2023-03-01", "2023-06-30", None),
    ("Tháng 3 - 16", "2023-03-01", "2023-03-31", None),
    ("Quý II - IV", "2023-04-01", "2023-12-31", None),
    ("Tháng 12 đến tháng 2", "2022-12-01", "2023-02-28", None),
    ("Từ tháng 3 đến khi hoàn thành", "2023-03-01", None, None),
    ("Từ tháng 3 đến tháng 6 hằng năm", None, None, "yearly"),
    ("6 tháng, năm", None, None, "periodic"),
    ("Theo hướng dẫn của cấp trên", None, None, None),
    ("Theo Kế hoạch số 140/KH-UBND ngày 14/10/2021 của UBND tỉnh", None, None, None),
    ("Sau khi UBND tỉnh ban hành Kế hoạch năm 2024", None, None, None),
    ("Hằng quý", None, None, "quarterly"),
    ("Trước ngày 20 tháng cuối của quý", None, None, "quarterly"),
    ("Cuối quý IV/2023", "2023-10-01", "2023-12-31", None),
    ("Trước ngày 15/12 hằng năm", None, None, "yearly"),
    ("Dự kiến Quý IV (sau khi có văn bản hướng dẫn)", "2023-10-01", "2023-12-31", None),
    (
        "Quý I tham mưu ban hành; định kỳ báo cáo; hoàn thành trước ngày 30/11/2023",
        "2023-01-01",
        "2023-11-30",
        "periodic",
    ),
    (
        "Quý I năm 2023 ban hành; kiểm tra theo kế hoạch, đột xuất trong năm 2023",
        "2023-01-01",
        "2023-12-31",
        None,
    ),
]


@pytest.mark.parametrize(("text", "start", "end", "recurrence"), FIXED)
def test_a_time_of_a_yearly_plan(
    text: str, start: str | None, end: str | None, recurrence: str | None
) -> None:
    reading = read_schedule(text, 2023)
    found = (
        reading.start.isoformat() if reading.start else None,
        reading.end.isoformat() if reading.end else None,
        reading.recurrence,
    )
    assert found == (start, end, recurrence)
    assert reading.understood


def test_standing_work_spans_the_period_of_the_plan() -> None:
    reading = read_schedule("Thường xuyên", None, PERIOD)
    assert (reading.start, reading.end) == (PERIOD.start, PERIOD.end)


def test_standing_work_of_a_plan_without_a_year_fixes_nothing() -> None:
    reading = read_schedule("Thường xuyên", None)
    assert (reading.start, reading.end, reading.recurrence) == (None, None, "continuous")


def test_a_quarter_without_any_year_fixes_nothing_and_says_so() -> None:
    reading = read_schedule("Quý I", None)
    assert (reading.start, reading.end, reading.understood) == (None, None, False)


def test_a_time_that_ends_before_it_starts_is_not_believed() -> None:
    reading = read_schedule("từ ngày 30/6/2025 đến ngày 01/6/2024", 2025)
    assert (reading.start, reading.end, reading.understood) == (None, None, False)


def test_no_rule_reads_a_mere_word() -> None:
    assert not read_schedule("khẩn trương", 2025).understood
