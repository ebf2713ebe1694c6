"""A file as it was opened, and one of its pages as it was loaded, before any OCR."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planparse.model.page import Notice, Page, PageImage
    from planparse.model.plan import Signature


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What is known of a file without reading its pages."""

    name: str
    sha256: str
    """64 hex digits of the bytes as they came."""
    media_type: str
    """Told by content: ``application/pdf``, ``image/tiff``, ``text/plain`` …"""
    page_count: int


@dataclass(frozen=True, slots=True)
class LoadedPage:
    """One page: its words where the file gives good ones, else its picture.

    Exactly one of `page` and `image` is set. `layer` holds what a text layer said that may not pass for the
    page's text (wrecked, partial, or only a signature stamp); its boxes are in points of the upright page.
    """

    page: Page | None
    image: PageImage | None
    layer: Page | None = None
    seconds: float = 0.0
    """Time that loading took."""
    signatures: tuple[Signature, ...] = ()
    """What the digital-signature stamps on this page say."""
    notices: tuple[Notice, ...] = ()
    """What was odd about loading it."""

    @property
    def content(self) -> Page | PageImage:
        """Whichever of the two is set.

        Raises:
            ValueError: neither is.
        """
        found = self.page if self.page is not None else self.image
        if found is None:
            raise ValueError("a loaded page holds neither words nor a picture")
        return found
