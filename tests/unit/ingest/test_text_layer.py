"""Which text layers pass for what the page says."""

from __future__ import annotations

import pytest

from planparse.ingest.text_layer import judge

TEXT = "Thời gian thực hiện các nhiệm vụ của Kế hoạch này được tính từ tháng Một đến hết tháng Mười hai."


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (TEXT, "good"),
        (TEXT.replace("Th", "\ue049").replace("th", "\ue04a"), "broken"),
        (f"\uf0b7 {TEXT}", "good"),
    ],
)
def test_a_layer_that_does_not_name_joined_letters_is_broken(text: str, kind: str) -> None:
    assert judge(text, stamped=False, picture_share=0.0, uncovered=0.0).kind == kind
