"""How tokens are read."""

from __future__ import annotations

import pytest

from planparse.restore.words import Shape, key_of, model_words, word_class


@pytest.mark.parametrize(
    ("token", "parts"),
    [
        ("(sau", ("(", "sau", "")),
        ("“d)", ("“", "d", ")")),
        ("-", ("-", "", "")),
        ("K&", ("", "K&", "")),
        ("phé)i,", ("", "phé)i", ",")),
    ],
)
def test_punctuation_stands_apart(token: str, parts: tuple[str, str, str]) -> None:
    shape = Shape.of(token)
    assert (shape.lead, shape.core, shape.trail) == parts
    assert shape.lead + shape.core + shape.trail == token


@pytest.mark.parametrize(
    ("core", "kind"),
    [
        ("12", "<num>"),
        ("1.250.000", "<num>"),
        ("30/11/2023", "<date>"),
        ("11/2022", "<date>"),
        ("93/NQ-HĐND", "<code>"),
        ("phòng", None),
    ],
)
def test_cores_with_digits_are_classes(core: str, kind: str | None) -> None:
    assert word_class(core) == kind


def test_clause_ends_are_breaks() -> None:
    assert model_words("tỉnh;") == ("tỉnh", "<s>")
    assert model_words("này.Điều") == ("này", "<s>", "điều")
    assert model_words("-") == ()


def test_words_have_one_key_whatever_their_case_and_style() -> None:
    assert key_of("THUỶ") == key_of("Thủy") == "thủy"
