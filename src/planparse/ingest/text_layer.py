"""May a PDF page's text layer pass for what the page says?

Measured on forty plans and eleven real scans: of the letters of good Vietnamese text, 17.5 to 23 % are such
that only Vietnamese has; in layers that an English OCR left, none. Real scans often carry ten to thirty words
that are only the digital-signature stamp. ``docs/text-layers.md`` tells the whole story.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from planparse.ingest.letters import bare_syllable_share, syllable_share, vietnamese_share

LayerKind = Literal["none", "stamp", "good", "foreign", "broken", "partial"]

_BORN_DIGITAL: Final = (0.08, 0.6)
"""Least shares of letters that only Vietnamese has, and of syllables; pages of names have the least."""
_SCAN_LAYER: Final = (0.14, 0.9)
"""The same for a layer over a scan: another OCR's reading must be a good one to spare ours."""
_SOME_VIETNAMESE: Final = 0.02
_ENOUGH_LETTERS: Final = 40
_ENOUGH_SYLLABLES: Final = 0.6
_SCAN: Final = 0.5
"""Share of the page under pictures from which its text is taken for a layer laid over a scan."""
_MOST_UNCOVERED: Final = 0.25
_MOST_ODD: Final = 0.12
_ODD: Final = re.compile(
    r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff\x00-\x08]"  # no Unicode known for a glyph
    r"|[a-z][A-Z]|[A-Z]{2}[a-z]|[^\W\d_][^\w\s.,;:/()'’&+-][^\W\d_]|[A-Za-z]\d[A-Za-z]"  # CilU, NGHiA, t~i
)
_LOST_GLYPH: Final = re.compile(r"[^\W\d_][\ufffd\ue000-\uf8ff]|[\ufffd\ue000-\uf8ff][^\W\d_]")
"""Letters that a font joins (`Th`, `ti`) and does not name; bullets of Symbol stand alone."""
_MOST_LOST: Final = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a layer is, and why."""

    kind: LayerKind
    reason: str

    @property
    def good(self) -> bool:
        """Whether the layer may pass for the page's text."""
        return self.kind == "good"


def judge(text: str, *, stamped: bool, picture_share: float, uncovered: float) -> Verdict:
    """The verdict on one page's layer.

    Args:
        text: the layer without its signature stamps, legacy encodings converted.
        stamped: whether it had a signature stamp.
        picture_share: the share of the page that lies under pictures, 0..1.
        uncovered: the share of the page's letter-like marks that no word of the layer covers, 0..1.

    Example:
        >>> judge("UBND THANH PHO DA NANG CONG HOA xA HQI CilU NGHIA VIT NAM", stamped=False,
        ...       picture_share=1.0, uncovered=0.0).kind
        'broken'
    """
    if not text.strip():
        stamp = Verdict("stamp", "the text layer is only a signature stamp")
        return stamp if stamped else Verdict("none", "no text layer")
    if uncovered > _MOST_UNCOVERED:
        return Verdict("partial", f"the text layer leaves {uncovered:.0%} of the page's letters uncovered")
    share = vietnamese_share(text)
    scanned = picture_share >= _SCAN
    if sum(map(str.isalpha, text)) < _ENOUGH_LETTERS:
        few = Verdict("partial", "a few words over a picture of the page")
        return few if scanned and share < _SCAN_LAYER[0] else Verdict("good", "text layer")
    letters, syllables = _SCAN_LAYER if scanned else _BORN_DIGITAL
    if len(_LOST_GLYPH.findall(text)) > _MOST_LOST:
        return Verdict("broken", "the text layer does not name some of its letters")
    if share >= letters and syllable_share(text) >= syllables:
        return Verdict("good", f"Vietnamese text layer, {share:.0%} letters of its own")
    return _without_vietnamese(text, share, scanned=scanned)


def _without_vietnamese(text: str, share: float, *, scanned: bool) -> Verdict:
    words = text.split()
    odd = sum(_ODD.search(word) is not None for word in words) / len(words)
    if scanned or odd > _MOST_ODD or share > _SOME_VIETNAMESE:
        good = syllable_share(text)
        return Verdict(
            "broken", f"wrecked text layer: {share:.0%} letters of Vietnamese's own, {good:.0%} syllables"
        )
    if bare_syllable_share(text) >= _ENOUGH_SYLLABLES:
        return Verdict("broken", "text layer without its Vietnamese marks")
    # Born digital, clean, and no Vietnamese: a page of figures, codes or English is what it says.
    return Verdict("good", "text layer in another language or of figures")
