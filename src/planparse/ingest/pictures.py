"""Several pictures as the pages of one document, in the order in which a person counts them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from planparse.errors import InputError, InputMissing, InputTooLarge, InputUnsupported
from planparse.files import as_text
from planparse.ingest import sniff
from planparse.ingest.base import OpenFile
from planparse.ingest.image import ImageFile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from planparse.model.source import LoadedPage
    from planparse.settings import Settings

_FIGURES: Final = re.compile(r"([0-9]+)")
_HINT: Final = "for many documents use planparse batch; join PDFs in a PDF program"


class PictureFiles(OpenFile):
    """Picture files, one after another; a TIFF brings all its pages.

    Args:
        paths: the files, in the order of their pages; at least one.
        name: what the document is called in the output.
        settings: bounds; ``limits.file_bytes`` and ``limits.pages`` are for all files together.

    Raises:
        InputMissing: one of them is not there.
        InputUnsupported: one of them is no picture.
        InputDamaged: one of them is empty, or its pages cannot be counted.
        InputTooLarge: together they are beyond the bounds.
    """

    def __init__(self, paths: tuple[Path, ...], name: str, settings: Settings) -> None:
        self._settings = settings
        self._paths = paths
        self._kinds = tuple(_kind_of_picture(path) for path in paths)
        if sum(path.stat().st_size for path in paths) > settings.limits.file_bytes:
            most = settings.limits.file_bytes // 1_000_000
            raise InputTooLarge(f"the pictures have more than the {most} MB allowed")
        self._ends = tuple(accumulate(map(self._page_count_of, range(len(paths)))))
        if self._ends[-1] > settings.limits.pages:
            raise InputTooLarge(
                f"the files have {self._ends[-1]} pages, more than the {settings.limits.pages} allowed"
            )
        kind = self._kinds[0] if len(set(self._kinds)) == 1 else "image/*"
        super().__init__(paths, name, kind, self._ends[-1])

    def read_page(self, number: int) -> LoadedPage:
        """The picture of one page, counted through all files.

        Raises:
            InputDamaged: it cannot be decoded.
            InputTooLarge: it has more pixels than ``settings.limits.page_pixels``.
        """
        self._check_number(number)
        place = bisect_right(self._ends, number - 1)
        before = self._ends[place - 1] if place else 0
        path = self._paths[place]
        with ImageFile(path, path.name, self._kinds[place], self._settings) as file:
            loaded = file.read_frame(number - before, number)
        if loaded.image is None:
            return loaded
        return replace(loaded, image=replace(loaded.image, reason=f"{as_text(path.name)} is a picture"))

    def _page_count_of(self, place: int) -> int:
        if self._kinds[place] != sniff.TIFF:
            return 1
        path = self._paths[place]
        with ImageFile(path, path.name, self._kinds[place], self._settings) as file:
            return file.page_count


def pictures_in(folder: Path) -> tuple[Path, ...]:
    """The pictures of a folder in natural order; other files than PDFs are passed over.

    Raises:
        InputMissing: it has none, or cannot be read.
        InputUnsupported: it has PDFs too, and nobody knows what belongs together.
    """
    try:
        files = [path for path in folder.iterdir() if not path.name.startswith(".") and path.is_file()]
    except OSError as error:
        raise InputMissing(f"cannot read {folder}: {error.strerror or error}") from error
    kinds = {path: _kind(path) for path in files}
    pictures = [path for path, kind in kinds.items() if kind.startswith("image/")]
    if not pictures:
        raise InputMissing(
            f"{folder} is a directory without pictures", "name a file; for many files use planparse batch"
        )
    if sniff.PDF in kinds.values():
        raise InputUnsupported(
            f"{folder} holds pictures and PDFs", f"name the pictures of one document; {_HINT}"
        )
    return in_order(pictures)


def in_order(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Paths in the order of the numbers in their names: page 2 comes before page 10.

    Example:
        >>> from pathlib import Path
        >>> [path.name for path in in_order([Path("trang 10.jpg"), Path("Trang 2.jpg"), Path("trang 1.jpg")])]
        ['trang 1.jpg', 'Trang 2.jpg', 'trang 10.jpg']
    """
    return tuple(sorted(paths, key=lambda path: (*_counted(path.name), path.name)))


def as_named(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Paths as they were given, but in natural order where a shell sorted them, as it does ``*.jpg``.

    Example:
        >>> from pathlib import Path
        >>> [path.name for path in as_named([Path("p1.jpg"), Path("p10.jpg"), Path("p2.jpg")])]
        ['p1.jpg', 'p2.jpg', 'p10.jpg']
        >>> [path.name for path in as_named([Path("front.jpg"), Path("back.jpg")])]
        ['front.jpg', 'back.jpg']
    """
    return in_order(paths) if list(paths) == sorted(paths, key=str) else tuple(paths)


def _counted(name: str) -> list[str | int]:
    """A name as words and numbers by turns, so that numbers are compared as numbers."""
    parts = _FIGURES.split(unicodedata.normalize("NFC", name).casefold())
    return [int(part) if turn % 2 else part for turn, part in enumerate(parts)]


def _kind_of_picture(path: Path) -> str:
    try:
        with path.open("rb") as file:
            kind = sniff.media_type(file.read(sniff.HEAD_BYTES), as_text(path.name))
    except FileNotFoundError as error:
        raise InputMissing(f"no such file: {path}") from error
    except OSError as error:
        raise InputMissing(f"cannot read {path}: {error.strerror or error}") from error
    if not kind.startswith("image/"):
        raise InputUnsupported(
            f"{path.name} is no picture, and only pictures are joined to one document", _HINT
        )
    return kind


def _kind(path: Path) -> str:
    """The media type of a file; nothing where it is none of ours."""
    try:
        with path.open("rb") as file:
            return sniff.media_type(file.read(sniff.HEAD_BYTES))
    except (InputError, OSError):
        return ""
