"""Lines to cells."""

from __future__ import annotations

from planparse.restore.cells import LONGEST_CHAIN, CutText


def clauses(*lines: str) -> list[list[str]]:
    cut = CutText.of(lines)
    texts = [cell.text for cell in cut.cells]
    return [texts[a:b] for a, b in zip(cut.starts, cut.starts[1:], strict=False)]


def test_a_clause_runs_over_the_line_and_stops_at_stops() -> None:
    assert clauses("ban hành kế", "hoạch năm 2023; chỉ đạo") == [
        ["ban", "hành", "kế", "hoạch", "năm", "2023"],
        ["chỉ", "đạo"],
    ]


def test_blank_lines_and_list_items_begin_clauses() -> None:
    assert clauses("một", "", "Hai", "- ba") == [["một"], ["Hai"], ["ba"]]


def test_dashes_inside_a_line_do_not_cut() -> None:
    assert clauses("Phục vụ - Kiểm soát") == [["Phục", "vụ", "Kiểm", "soát"]]


def test_words_with_a_slash_are_two_cells_and_numbers_one() -> None:
    assert clauses("và/hoặc 12/KH-VP") == [["và", "hoặc", "12/KH-VP"]]


def test_endless_clauses_are_cut() -> None:
    assert max(map(len, clauses("a " * 1000))) == LONGEST_CHAIN


def test_white_space_is_kept() -> None:
    assert CutText.of(["  a\t b "]).spaces == (("  ", "\t ", " "),)


def test_a_short_word_with_a_stop_is_no_list_marker() -> None:
    assert clauses("của Ủy ban nhân dân", "tỉnh. Yêu cầu") == [
        ["của", "Ủy", "ban", "nhân", "dân", "tỉnh"],
        ["Yêu", "cầu"],
    ]
    assert clauses("năm", "II. Nhiệm vụ") == [["năm"], ["II"], ["Nhiệm", "vụ"]]


def test_a_sentence_goes_on_after_an_empty_line_in_lower_case() -> None:
    assert clauses("hiệu quả giải", "", "quyết thủ tục") == [["hiệu", "quả", "giải", "quyết", "thủ", "tục"]]
    assert clauses("hiệu quả", "", "Quyết định") == [["hiệu", "quả"], ["Quyết", "định"]]
    assert clauses("hiệu quả", "", "a) thủ tục") == [["hiệu", "quả"], ["a", "thủ", "tục"]]


def test_a_line_that_is_not_full_ends_its_clause_before_a_capital() -> None:
    full = "về việc ban hành kế hoạch của văn phòng"
    assert clauses(full, "Tỉnh Bạch", "Vân giao")[1:] == [["Vân", "giao"]]
    assert len(clauses(full, "Tỉnh Bạch", "vân giao")) == 1
    assert len(clauses(full, "Ủy ban nhân dân tỉnh Bạch Vân", "Yêu cầu")) == 1
