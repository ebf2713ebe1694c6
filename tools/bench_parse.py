"""How long parsing takes by the length of the text: it must grow no faster than the text.

Usage: python tools/bench_parse.py [pages ...]
"""

from __future__ import annotations

import sys
import time
from itertools import pairwise

from planparse.model.page import Block, Line, Page
from planparse.parse import parse_plan
from planparse.settings import Settings

_LINES_A_PAGE = 40


def long_plan(page_count: int) -> list[Page]:
    """A plan of one chapter with as many sections and items as fill the pages."""
    lines = ["Số: 1/KH-VP", "KẾ HOẠCH", "Công tác năm 2025", "I. NHIỆM VỤ"]
    section = 0
    while len(lines) < page_count * _LINES_A_PAGE:
        section += 1
        lines.append(f"{section % 900 + 1}. Nhóm nhiệm vụ về công tác số {section}")
        for letter in "abcdđeghik":
            lines += [
                f"{letter}) Rà soát văn bản theo Quyết định số {section}/QĐ-UBND ngày 05/01/2025",
                "của UBND tỉnh về việc ban hành Kế hoạch công tác.",
                "- Đơn vị chủ trì: Phòng Nội chính, Phòng Tổng hợp và các phòng, ban liên quan.",
                "- Thời gian thực hiện: Quý I, II năm 2025; định kỳ báo cáo kết quả.",
            ]
    return [
        Page(number, 0, 0, (Block(tuple(Line.of(text) for text in chunk)),), "text")
        for number, chunk in enumerate(_chunks(lines), 1)
    ]


def _chunks(lines: list[str]) -> list[list[str]]:
    return [lines[start : start + _LINES_A_PAGE] for start in range(0, len(lines), _LINES_A_PAGE)]


def main() -> None:
    """Print a line for each length, and by how much the time a page grew from the first to the last."""
    lengths = [int(argument) for argument in sys.argv[1:]] or [50, 500, 5000]
    seconds = []
    for length in lengths:
        pages = long_plan(length)
        started = time.perf_counter()
        plan = parse_plan(pages, Settings())
        spent = time.perf_counter() - started
        seconds.append(spent / length)
        print(
            f"{length:6} pages {len(plan.tasks):7} tasks {spent:8.2f} s {1000 * spent / length:7.2f} ms/page"
        )
    for (before, shorter), (after, longer) in pairwise(zip(seconds, lengths, strict=True)):
        print(f"{shorter} -> {longer} pages: time a page times {after / before:.2f}")


if __name__ == "__main__":
    main()
