"""Several pictures are one document, its pages in the order in which a person counts them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from planparse.errors import InputDamaged, InputMissing, InputTooLarge, InputUnsupported
from planparse.ingest import open_document
from planparse.settings import Limits, Settings

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings(jobs=1)


def draw(path: Path, ink: int) -> Path:
    """A picture with rows of marks the size of letters, as dark as `ink`."""
    sheet(ink).save(path, dpi=(100, 100))
    return path


def sheet(ink: int) -> Image.Image:
    page = Image.new("L", (800, 1100), 255)
    for row in range(100, 1000, 30):
        for column in range(80, 720, 14):
            page.paste(ink, (column, row, column + 8, row + 10))
    return page


def darkest(source: Path | tuple[Path, ...], name: str | None = None) -> list[int]:
    with open_document(source, name=name, settings=SETTINGS) as document:
        pages = [document.read_page(number).image for number in range(1, document.info.page_count + 1)]
    assert [page.number for page in pages if page] == list(range(1, len(pages) + 1))
    return [int(page.pixels.min()) for page in pages if page]


def test_a_folder_is_read_in_the_order_of_its_numbers(tmp_path: Path) -> None:
    for number in (1, 2, 10):
        draw(tmp_path / f"trang {number}.png", number)
    (tmp_path / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "ghi chú.txt").write_text("Bản chụp", encoding="utf-8")
    (tmp_path / "._trang 1.png").write_bytes(b"\0\5\x16\7")
    assert darkest(tmp_path) == [1, 2, 10]


def test_names_keep_their_order_unless_a_shell_sorted_them(tmp_path: Path) -> None:
    one, two, ten = (draw(tmp_path / f"p{number}.png", number) for number in (1, 2, 10))
    assert darkest((one, ten, two)) == [1, 2, 10]
    assert darkest((two, one)) == [2, 1]


def test_a_tiff_brings_all_its_pages(tmp_path: Path) -> None:
    sheets = tmp_path / "a.tif"
    sheet(20).save(sheets, save_all=True, append_images=[sheet(21), sheet(22)])
    assert darkest((sheets, draw(tmp_path / "b.png", 90))) == [20, 21, 22, 90]


def test_the_source_is_told_as_one(tmp_path: Path) -> None:
    paths = tuple(draw(tmp_path / f"p{number}.png", number) for number in (1, 2))
    with open_document(paths, settings=SETTINGS) as document:
        info = document.info
        page = document.read_page(2).image
    assert info.name == "p1.png … p2.png"
    assert (info.media_type, info.page_count) == ("image/png", 2)
    assert info.sha256 == hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()
    assert page is not None
    assert page.reason == "p2.png is a picture"
    with open_document(tmp_path, settings=SETTINGS) as document:
        assert document.info.name == tmp_path.name


def test_only_pictures_are_joined(tmp_path: Path) -> None:
    picture, text = draw(tmp_path / "a.png", 1), tmp_path / "b.txt"
    text.write_text("KẾ HOẠCH", encoding="utf-8")
    with pytest.raises(InputUnsupported, match=r"b\.txt is no picture"):
        darkest((picture, text))
    with pytest.raises(InputMissing, match="no such file"):
        darkest((picture, tmp_path / "c.png"))
    text.write_bytes(b"")
    with pytest.raises(InputDamaged, match=r"b\.txt is empty"):
        darkest((picture, text))
    with pytest.raises(InputMissing, match="no picture is named"):
        open_document((), settings=SETTINGS)
    (tmp_path / "d.pdf").write_bytes(b"%PDF-1.7\n")
    with pytest.raises(InputUnsupported, match="pictures and PDFs"):
        darkest(tmp_path)


def test_pictures_are_not_read_where_ocr_is_off(tmp_path: Path) -> None:
    picture = draw(tmp_path / "a.png", 1)
    for source in (picture, (picture, picture), tmp_path):
        with pytest.raises(InputUnsupported, match="is a picture, and OCR is off"):
            open_document(source, settings=SETTINGS.with_options(ocr="never"))


def test_a_broken_picture_is_lost_under_the_number_of_its_page(tmp_path: Path) -> None:
    first, second = draw(tmp_path / "a.png", 1), draw(tmp_path / "b.png", 2)
    second.write_bytes(second.read_bytes()[:200])
    with (
        open_document((first, second), settings=SETTINGS) as document,
        pytest.raises(InputDamaged, match="page 2 is broken off"),
    ):
        document.read_page(2)


def test_bounds_are_for_all_files_together(tmp_path: Path) -> None:
    paths = tuple(draw(tmp_path / f"{number}.png", number) for number in range(3))
    size = sum(path.stat().st_size for path in paths)
    for limits in (Limits(file_bytes=size - 1), Limits(pages=2)):
        with pytest.raises(InputTooLarge):
            open_document(paths, settings=Settings(limits=limits))
