from __future__ import annotations

import pytest

from planparse.parse.markers import Style
from planparse.parse.numbering import opening


@pytest.mark.parametrize("line", ["~ Thời gian: Quý I.", "- Thời gian: Quý I.", "' - Thời gian: Quý I."])
def test_a_dash_however_it_was_read_opens_a_bullet(line: str) -> None:
    found = opening(line)
    assert found is not None
    assert found.readings[0].style is Style.DASH
    assert found.rest == "Thời gian: Quý I."


def test_a_tilde_that_touches_a_number_is_no_dash() -> None:
    assert opening("~20% số hồ sơ") is None
