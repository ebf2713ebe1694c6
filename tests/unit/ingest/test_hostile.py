"""Hostile files get their one-line error, cheaply."""

from __future__ import annotations

import tracemalloc

import pytest
from handmade import hostile

from planparse.errors import InputDamaged, InputEncrypted, InputError, InputTooLarge, InputUnsupported
from planparse.ingest import open_document
from planparse.settings import Limits, Settings

SETTINGS = Settings(jobs=1)
MEGABYTE = 1_000_000


def read(data: bytes, settings: Settings = SETTINGS) -> list[object]:
    with open_document(data, name="hostile", settings=settings) as document:
        return [document.read_page(number) for number in range(1, document.info.page_count + 1)]


@pytest.mark.parametrize(
    ("make", "error", "said"),
    [
        (hostile.empty, InputDamaged, "empty"),
        (hostile.bomb, InputTooLarge, "page 1 unpacks to more than 64 MB"),
        (hostile.bomb_in_bomb, InputTooLarge, "unpacks to more than"),
        (hostile.bomb_in_form, InputTooLarge, "unpacks to more than"),
        (hostile.bomb_in_table, InputTooLarge, "the file unpacks to more than"),
        (hostile.deep_forms, InputTooLarge, "drawn within forms"),
        (hostile.circular_form, InputTooLarge, "drawn within forms"),
        (hostile.no_pages, InputDamaged, "has no pages"),
        (hostile.circular_pages, InputDamaged, "page 1 is broken"),
        (hostile.huge_page, InputTooLarge, "30000 × 30000 pixels"),
        (hostile.huge_paper, InputTooLarge, "417 × 417 inches"),
        (hostile.huge_png, InputTooLarge, "pixels"),
        (hostile.locked, InputEncrypted, "locked with a password"),
        (hostile.not_a_pdf, InputDamaged, "no whole page"),
        (hostile.word_file, InputUnsupported, "Office file"),
        (hostile.broken_into_crumbs, InputTooLarge, "more than 100000 objects"),
    ],
)
def test_one_line_and_a_hint(make: hostile.Maker, error: type[InputError], said: str) -> None:
    data = make()
    tracemalloc.start()
    try:
        with pytest.raises(error, match=said) as caught:
            read(data)
        assert tracemalloc.get_traced_memory()[1] < 200 * MEGABYTE
    finally:
        tracemalloc.stop()
    assert "\n" not in caught.value.message + caught.value.hint


def test_deep_nesting_is_read_like_any_page() -> None:
    assert len(read(hostile.deep_nesting())) == 1


def test_a_false_count_of_pages_is_not_believed() -> None:
    assert len(read(hostile.false_count())) == 1


def test_too_many_pages_are_refused_before_any_is_read() -> None:
    with pytest.raises(InputTooLarge, match="3 pages, more than the 2 allowed"):
        read(hostile.scans(3, dpi=20), Settings(limits=Limits(pages=2)))


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(InputTooLarge, match="more than the 0 allowed"):
        read(hostile.scans(1, dpi=20), Settings(limits=Limits(file_bytes=10)))


def test_what_is_left_of_a_cut_scan_is_read() -> None:
    with open_document(hostile.truncated(5, 0.6), name="cut.pdf", settings=SETTINGS) as document:
        (notice,) = document.notices
        assert notice.code == "file_truncated"
        assert notice.message.endswith("3 pages were found in what is left, the last one cut")
        assert document.info.page_count == 3
        pages = [document.read_page(number) for number in (1, 2, 3)]
    assert all(page.image is not None for page in pages)


def test_nothing_left_says_so() -> None:
    with pytest.raises(InputDamaged, match="no whole page"):
        read(hostile.scans(1, dpi=100)[:150])


def test_what_is_said_of_a_pdf_without_pages_is_not_what_was_wrong_with_the_one_before() -> None:
    for make, error, said in (
        (hostile.locked, InputEncrypted, "locked"),
        (hostile.no_pages, InputDamaged, "no pages"),
        (hostile.not_a_pdf, InputDamaged, "no whole page"),
        (hostile.no_pages, InputDamaged, "no pages"),
    ):
        with pytest.raises(error, match=said):
            read(make())
