"""What can be a syllable."""

from __future__ import annotations

import pytest

from planparse.vietnamese.syllable import is_syllable


@pytest.mark.parametrize(
    "word",
    [
        "nghiêng", "khuỷu", "quyết", "gì", "giếng", "yêu", "uỷ", "ủy", "thuở", "xoong", "oan", "ưu", "đường",
        "Nguyễn", "HOẠCH", "quốc", "ngoằn", "khuya", "huých", "rượu",
    ],
)  # fmt: skip
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["thwc", "dugc", "cac", "hoch", "càp", "f", "ubnd", "vé&", "13", "hòà", "stra", ""]
)
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)
