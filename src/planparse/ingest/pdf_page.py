"""One page of a PDF: weigh its layer against its pictures, and give the better."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from planparse.errors import InputError
from planparse.ingest import ink, scan
from planparse.ingest.annotations import Annotation, read_annotations
from planparse.ingest.layout import all_words, blocks_of
from planparse.ingest.rows import box_of
from planparse.ingest.ruled import find_tables
from planparse.ingest.signatures import read_stamp
from planparse.ingest.stamps import lift_stamps
from planparse.ingest.text_layer import Verdict, judge
from planparse.ingest.words import lay_out, words_of
from planparse.model.page import Block, Notice, Page, PageImage, Table
from planparse.model.source import LoadedPage

if TYPE_CHECKING:
    import pypdfium2
    from numpy.typing import NDArray

    from planparse.ingest.bounds import Weight
    from planparse.model.plan import Signature
    from planparse.settings import Settings

_MOST_TO_LAY_OUT: Final = 6_000_000
"""Bytes of drawing commands that pdfplumber walks in some ten seconds; a map has more, and is drawn."""
_SOME_PICTURE: Final = 0.1
"""Share of the page from which pictures may hold text."""
_LOOK_DPI: Final = 100.0
_TEXT_OVER_SCAN: Final = 0.5
"""Share of text objects that must be invisible for a layer to be an OCR's, laid under its scan."""


class PdfPage:
    """One page, while it is being read.

    Args:
        page: pdfium's page, open.
        number: from 1.
        settings: bounds, and how pages are to be read.
        plumbing: pdfplumber's document; None where it could not open the file.
        content: pdfminer's page, weighed; None where it is broken.
        weight: what weighing it found out.
    """

    def __init__(
        self,
        page: pypdfium2.PdfPage,
        number: int,
        settings: Settings,
        *,
        plumbing: Any,
        content: Any,
        weight: Weight | None,
    ) -> None:
        self._page = page
        self._number = number
        self._settings = settings
        self._plumbing = plumbing
        self._content = content if weight and weight.content <= _MOST_TO_LAY_OUT else None
        self._masked = weight.masked if weight else None
        self._survey = scan.survey(page)

    @property
    def is_bare(self) -> bool:
        """Whether it draws neither picture nor letter."""
        return not self._survey.pictures and not self._survey.texts

    def load(self) -> LoadedPage:
        """The page's words where the layer is good, else its picture."""
        verdict = self._verdict()
        layer = self._layer
        mode = self._settings.ocr
        if mode == "never" or (verdict.good and mode == "auto"):
            return LoadedPage(self._as_text(verdict), None, signatures=self._signatures)
        reason = verdict.reason if mode == "auto" else "OCR was asked for"
        pixels, dpi = self._picture
        height, width = (side * 72.0 / dpi for side in pixels.shape[:2])
        if ink.is_blank(pixels, dpi):
            blank = Page(self._number, width, height, (), origin="ocr", origin_reason="blank")
            return LoadedPage(blank, None, layer, signatures=self._signatures)
        image = PageImage(self._number, pixels, dpi, width, height, reason)
        return LoadedPage(None, image, layer, signatures=self._signatures)

    def _as_text(self, verdict: Verdict) -> Page:
        notices: tuple[Notice, ...] = ()
        if not verdict.good:
            notices = (Notice("text_layer_doubtful", f"{verdict.reason}, and OCR is off", self._number),)
        page = self._layer or self._page_with()
        return replace(page, origin_reason=verdict.reason, notices=notices)

    def _page_with(self, *blocks: Block | Table) -> Page:
        width, height = self._page.get_size()
        return Page(self._number, width, height, blocks, "text_layer")

    def _verdict(self) -> Verdict:
        layer = self._layer
        body = [block for block in layer.blocks if not _is_margin(block)] if layer else []
        text = "\n".join(line.text for block in body for line in block.lines)
        share = self._survey.picture_share
        uncovered = 0.0
        if text.strip() and share > _SOME_PICTURE and layer:
            uncovered = ink.uncovered_share(self._marks, _boxes(layer))
        return judge(text, stamped=bool(self._signatures), picture_share=share, uncovered=uncovered)

    @cached_property
    def _marks(self) -> NDArray[np.float64]:
        """Letter-like marks of the page as it looks."""
        if self._survey.scan is not None:
            return ink.marks(*self._picture)
        return ink.marks(*self._drawn(_LOOK_DPI))

    @cached_property
    def _picture(self) -> tuple[NDArray[np.uint8], float]:
        """The page's pixels and resolution: the scan's own where the page is one, else drawn."""
        most = self._settings.limits.page_pixels
        whole = self._survey.scan
        if whole is not None and self._is_opaque(whole) and not self._text_is_drawn:
            pixels = scan.picture_pixels(whole, self._page.get_rotation(), most, self._number)
            return pixels, sum(whole.dpi) / 2
        for picture in self._survey.pictures:
            scan.check_picture(picture, most, self._number)
        return self._drawn(scan.rendering_dpi(self._survey.pictures, self._settings.dpi))

    def _drawn(self, dpi: float) -> tuple[NDArray[np.uint8], float]:
        return scan.render(self._page, dpi, self._settings.limits, self._number)

    def _is_opaque(self, picture: scan.Picture) -> bool:
        """Whether its own pixels are what the page shows: no mask lets the paper through."""
        return self._masked is not None and picture.size not in self._masked and not picture.is_stencil

    @property
    def _text_is_drawn(self) -> bool:
        """Whether letters that are no stamp stand over the scan for a reader to see."""
        if self._survey.drawn_texts <= _TEXT_OVER_SCAN * self._survey.texts:
            return False
        return self._layer is None or any(not _is_margin(block) for block in self._layer.blocks)

    @cached_property
    def _annotations(self) -> list[Annotation]:
        if self._content is None:
            return []
        try:
            return read_annotations(self._plumbing, self._content, self._number)
        except (InputError, MemoryError):
            raise
        except Exception:  # noqa: BLE001 - pdfminer raises whatever it meets; what annotations say is an extra
            return []

    @cached_property
    def _layer(self) -> Page | None:
        """What the page says in letters, stamps and notes in its margin; None where it says nothing."""
        notes = [note for note in self._annotations if note.kind != "filled in"]
        margin: list[Block | Table] = [Block(note.lines, "margin") for note in notes]
        body = self._content_page() if self._content is not None and self._survey.texts else None
        if body is not None:
            return replace(body, blocks=(*margin, *body.blocks))
        filled = [Block(note.lines) for note in self._annotations if note.kind == "filled in"]
        return self._page_with(*margin, *filled) if margin or filled else None

    def _content_page(self) -> Page | None:
        try:
            laid, turn = lay_out(self._plumbing, self._content, self._number)
            words = words_of(laid)
            words += [
                word
                for note in self._annotations
                if note.kind == "filled in"
                for line in note.lines
                for word in line.words
            ]
            stamps, words = lift_stamps(words)
            tables, words = find_tables(laid, words)
            width, height = float(laid.width), float(laid.height)
            blocks = (*stamps, *blocks_of(words, tables, width, height))
            laid.close()
        except (InputError, MemoryError):
            raise
        except Exception:  # noqa: BLE001 - pdfminer raises whatever it meets; the page is drawn instead
            return None
        return Page(self._number, width, height, blocks, "text_layer", rotation=turn) if blocks else None

    @cached_property
    def _signatures(self) -> tuple[Signature, ...]:
        drawn = [note.signature for note in self._annotations if note.signature]
        layer = self._layer
        in_text = [
            read_stamp([line.text for line in block.lines], self._number)
            for block in (layer.blocks if layer else ())
            if _is_margin(block)
        ]
        return tuple(dict.fromkeys([*drawn, *(found for found in in_text if found)]))


def _is_margin(block: Block | Table) -> bool:
    return isinstance(block, Block) and block.kind == "margin"


def _boxes(page: Page) -> NDArray[np.float64]:
    boxes = [box_of(word) for word in all_words(page.blocks)]
    return np.array([(box.x0, box.top, box.x1, box.bottom) for box in boxes], dtype=np.float64).reshape(-1, 4)
