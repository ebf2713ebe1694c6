"""How right heads and signers of scanned letters are: ``make bench-heads``.

Letters of invented offices (``tools/paper/letter.py``) are drawn, scanned in four ways and read; what was
read is compared with what was printed. What is left open is told apart from what is wrong.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from paper.binding import as_image
from paper.letter import invent, print_letter
from paper.scanner import Wear, bitonal, scan, sheets

from planparse.model.page import PageImage
from planparse.model.plan import DocumentFlag
from planparse.pipeline import FileFacts, finish, recogniser
from planparse.settings import Settings

if TYPE_CHECKING:
    from paper.letter import Letter
    from paper.scanner import Sheet

    from planparse.model.plan import Document

WEARS = {
    "colour 300": Wear(dpi=300, skew=0.4, blur=0.7, noise=2.0, specks=10),
    "grey 200": Wear(dpi=200, skew=0.6, blur=0.6, noise=3.0, specks=30, grey=True),
    "poor grey 200": Wear(
        dpi=200, skew=0.9, blur=0.75, noise=7.0, specks=150, shade=0.16, fade=0.22, grey=True
    ),
    "black and white 200": Wear(dpi=200, skew=0.5, blur=0.5, noise=2.0, specks=20, grey=True),
}
LETTERS = 40


def main(letters: int = LETTERS, first: int = 1) -> None:
    """Print a table in Markdown, a row a field, and what was read wrongly to stderr."""
    right: Counter[tuple[str, str]] = Counter()
    left_open: Counter[tuple[str, str]] = Counter()
    unsaid: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for seed in range(first, first + letters):
        letter = invent(seed)
        wear = list(WEARS)[seed % len(WEARS)]
        document = read(letter, wear)
        total[wear] += 1
        for field, gold in letter.gold.items():
            found = value(document, field)
            right[field, wear] += same(found, gold)
            left_open[field, wear] += found is None
            if field.startswith("signer") and not same(found, gold):
                unsaid[wear] += DocumentFlag.DOUBTFUL_SIGNER not in document.flags
            if not same(found, gold):
                print(
                    f"{seed} {wear} {letter.stamp} [{field}] {gold!r} <> {found!r}",
                    file=sys.stderr,
                    flush=True,
                )
    print("| field | " + " | ".join(f"{wear} ({total[wear]})" for wear in WEARS) + " |")
    print("|---|" + "---|" * len(WEARS))
    for field in invent(1).gold:
        cells = (f"{right[field, wear]}, open {left_open[field, wear]}" for wear in WEARS)
        print(f"| {field} | {' | '.join(cells)} |")
    print(f"| wrong signers and titles without a flag | {' | '.join(str(unsaid[wear]) for wear in WEARS)} |")


def read(letter: Letter, wear: str) -> Document:
    """What planparse reads on the scan of a letter."""
    settings = Settings()
    picture = scanned(letter, wear)
    image = PageImage(1, picture, WEARS[wear].dpi, 595.0, 842.0)
    page = recogniser(settings).read(image)
    from planparse.model.source import SourceInfo

    facts = FileFacts(SourceInfo(f"letter-{letter.seed}", "0" * 64, "image/png", 1))
    return finish(facts, [page], settings).document


def scanned(letter: Letter, wear: str) -> Sheet:
    """The scan of a letter: its pixels."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "letter.pdf"
        print_letter(letter, path)
        (sheet,) = sheets(path, WEARS[wear].dpi)
    picture = scan(sheet, WEARS[wear], letter.seed)
    if wear.startswith("black"):
        return (bitonal(picture) * 255).astype(np.uint8)
    return np.asarray(as_image(picture, grey=WEARS[wear].grey))


def value(document: Document, field: str) -> str | None:
    """One field of the output as text."""
    signer = document.signer
    special = {
        "type": document.type.code if document.type else None,
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "signer": signer.name if signer else None,
        "signer_title": signer.title if signer else None,
    }
    return special[field] if field in special else getattr(document, field)


def same(found: str | None, gold: str) -> bool:
    """Whether two values are the same but for case."""
    return found is not None and found.casefold() == gold.casefold()


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
