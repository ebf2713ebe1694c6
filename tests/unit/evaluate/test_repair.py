"""What became of each word."""

from __future__ import annotations

from planparse.evaluate.repair import score_repair

GOLD = "Kế hoạch cải cách hành chính\nnăm 2023 của tỉnh"


def test_words_are_mended_left_or_harmed() -> None:
    (page,) = score_repair(
        GOLD,
        ["Kê hoach cải cách hành chính năm 2023 của tỉnh"],
        ["Kế hoach cài cách hành chính năm 2023 của tỉnh"],
    )
    assert (page.words, page.errors_before, page.errors_after) == (10, 2, 2)
    assert [(fate.gold, fate.mended, fate.harmed) for fate in page.fates] == [
        ("kế", True, False),
        ("hoạch", False, False),
        ("cải", False, True),
    ]
    assert page.gone == 0


def test_gold_is_cut_where_the_pages_end() -> None:
    pages = ["Kế hoạch cải cách hanh chinh", "nam 2023 của tỉnh"]
    first, second = score_repair(GOLD, pages, [pages[0], "năm 2023 của tỉnh"])
    assert (first.words, first.errors_before, first.errors_after, first.gone) == (6, 2, 2, 0)
    assert (second.words, second.errors_before, second.errors_after, second.gone) == (4, 1, 0, 1)


def test_words_too_many_count() -> None:
    (page,) = score_repair("a b", ["a x b"], ["a b y"])
    assert {(fate.before, fate.after): (fate.mended, fate.harmed) for fate in page.fates} == {
        ("x", ""): (True, False),
        ("", "y"): (False, True),
    }


def test_no_pages_give_nothing() -> None:
    assert score_repair("a b", [], []) == []
