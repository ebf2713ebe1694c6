"""What tests of several rooms share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

PLAN = """UBND HUYỆN SÔNG TRĂNG
Số: {number}/KH-UBND

KẾ HOẠCH
Cải cách hành chính năm 2031

I. MỤC ĐÍCH
1. Nâng cao chất lượng phục vụ.
II. NHIỆM VỤ
1. Về thể chế
a) Rà soát thủ tục hành chính.
- Đơn vị chủ trì: Phòng Nội vụ.
- Thời gian: Quý I/2031.
"""


@pytest.fixture
def plan() -> Callable[[int], str]:
    """The text of an invented office's plan with this number."""
    return lambda number: PLAN.format(number=number)
