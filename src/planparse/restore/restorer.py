"""The restorer: damaged lines in, right lines out, every choice with what was observed and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from planparse.model.text import RestoredLine, RestoredText
from planparse.resources import dictionaries_folder
from planparse.restore.arcs import ArcFinder
from planparse.restore.assembly import assemble, decide
from planparse.restore.candidates import Search, Trie
from planparse.restore.cells import CutText
from planparse.restore.channel import Prior, read_channel
from planparse.restore.decoder import Lattice, decode, in_context
from planparse.restore.language_model import LanguageModel
from planparse.restore.pages import refill
from planparse.restore.regimes import Regime, tell_regimes
from planparse.restore.words import CLASSES, model_words
from planparse.vietnamese.unicode import nfc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planparse.model.page import Page
    from planparse.settings import Settings

CHANNELS = {
    Regime.WRECKED: ("channel_english.tsv", "channel_english_times.tsv"),
    Regime.LIGHT: ("channel_vietnamese.tsv",),
}
PRIORS = {
    Regime.WRECKED: Prior(same=0.25, unmarked=0.65),
    Regime.LIGHT: Prior(same=0.985, unmarked=0.004),
}


class Restorer:
    """Restores lines, texts and pages; loaded once, then used for many.

    Example:
        >>> from planparse.settings import Settings
        >>> restorer = Restorer.load(Settings())
        >>> restorer.restore_text("Trién khai thuc hién nhiém vu hé théng hoa van ban").text
        'Triển khai thực hiện nhiệm vụ hệ thống hóa văn bản'
    """

    def __init__(self, model: LanguageModel, searches: dict[Regime, Search]) -> None:
        self._model = model
        self._finder = ArcFinder(model, searches)

    @staticmethod
    def load(settings: Settings) -> Restorer:
        """Map the language model and read the channels.

        Raises:
            UsageError: a dictionary is missing or damaged.
        """
        model = LanguageModel.load(dictionaries_folder() / "language_model")
        trie = Trie.of((word, number) for word, number in model.ids.items() if word not in CLASSES)
        searches = {
            regime: Search(trie, read_channel(names, PRIORS[regime], trie.letters, settings.dictionaries))
            for regime, names in CHANNELS.items()
        }
        return Restorer(model, searches)

    def restore_text(self, text: str) -> RestoredText:
        """Restore a text; line breaks and white space stay as they are, letters come out in NFC."""
        return RestoredText(tuple(self._restore(nfc(text).split("\n"))))

    def restore_pages(self, pages: Sequence[Page]) -> tuple[Page, ...]:
        """Restore the words of pages; `Word.observed` keeps what stood there."""
        lines = [line for page in pages for line in page.lines()]
        return refill(pages, self._restore([line.text for line in lines]))

    def score(self, text: str) -> float:
        """How good Vietnamese a text is.

        Returns:
            Mean natural logarithm of the probability of its words, at most 0; 0 where it has none.
        """
        stop = self._model.stop
        words = [self._model.id_of(word) for token in text.split() for word in model_words(token)]
        ids = np.asarray([stop, stop, *words], dtype=np.int64)
        costs = self._model.costs(ids[:-2], ids[1:-1], ids[2:])[ids[2:] != stop]
        return -float(costs.mean()) if len(costs) else 0.0

    def _restore(self, lines: Sequence[str]) -> list[RestoredLine]:
        regimes = tell_regimes(lines)
        cut = CutText.of(lines)
        arcs = self._finder.find([(cell.text, regimes[cell.line]) for cell in cut.cells])
        lattice = Lattice.of(arcs, cut.starts)
        chosen = decode(lattice, self._model)
        language = in_context(lattice, chosen, self._model)
        decisions = {
            (cell.line, cell.token, cell.part): decide(options, int(arc), costs)
            for cell, options, arc, costs in zip(cut.cells, arcs, chosen, language, strict=True)
        }
        return assemble(lines, cut, decisions)
