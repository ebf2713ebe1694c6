"""The signer of a document: the name that was read, weighed against what names can be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planparse.model.plan import DocumentFlag, Signer
from planparse.vietnamese.names import is_family_name, is_legible, mend_name
from planparse.vietnamese.unicode import strip_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planparse.model.page import Page
    from planparse.parse.closing import Closing

_DAMAGED = 0.6
"""Confidence where title or family name are told by what a seal left of them, or nobody is called so."""
_SURE = 0.8
"""Confidence below which a person should look at the name."""


def find_signer(closing: Closing, pages: Sequence[Page], text: str) -> Signer | None:
    """Who signed and as what.

    On a page that was read by OCR the marks of the name are weighed: against the names that there are, the
    same name elsewhere in the document, and the signature stamps, which are digital. What was read without
    certainty and is no name is left open.

    Args:
        closing: the end of the document.
        pages: all pages.
        text: the running text of all of them.
    """
    name, line = closing.signer_name, closing.signed
    if name is None or line is None:
        title = closing.signer_title
        return Signer(title=title, name=name, confidence=1.0 if name else 0.0) if name or title else None
    if not any(page.number == line.page and page.origin == "ocr" for page in pages):
        return Signer(title=closing.signer_title, name=name)
    stamped = [signature.signer for page in pages for signature in page.signatures if signature.signer]
    mended = mend_name(name, line.doubtful, [*stamped, *_mentions(name, text)])
    whole = name.casefold() in line.text.casefold()
    known = is_family_name(mended.text.split()[0])
    certain = 1.0 if whole and known and not closing.damaged else _DAMAGED
    confidence = round(min(line.confidence, mended.confidence, certain), 2)
    if confidence < _DAMAGED and not is_legible(mended.text.split()):
        return Signer(title=closing.signer_title, name=None, confidence=0.0, observed=line.text)
    return Signer(
        title=closing.signer_title,
        name=mended.text,
        confidence=confidence,
        observed=mended.observed if whole else line.text,
    )


def signer_flags(signer: Signer | None) -> list[DocumentFlag]:
    """That a person should look at the name, where it is doubtful or missing below a title."""
    return [DocumentFlag.DOUBTFUL_SIGNER] if signer is not None and signer.confidence < _SURE else []


def _mentions(name: str, text: str) -> Iterator[str]:
    """The same name elsewhere in the text, with whatever marks; once it is the signature itself.

    Example:
        >>> list(_mentions("Trân Văn A", "Chủ tịch Trần Văn A chủ trì. CHỦ TỊCH Trân Văn A"))
        ['Trần Văn A']
    """
    bare = strip_marks(text)
    if len(bare) != len(text):
        return
    for match in re.finditer(rf"\b{re.escape(strip_marks(name))}\b", bare):
        mention = text[match.start() : match.end()]
        if mention != name:
            yield mention
