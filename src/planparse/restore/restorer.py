"""The restorer: damaged lines in, right lines out, every choice with what was observed and how sure it is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

import numpy as np

from planparse.model.text import RestoredLine, RestoredText
from planparse.resources import dictionaries_folder
from planparse.restore.abbreviations import mend_abbreviations
from planparse.restore.arcs import UNIGRAM_SHARE, ArcFinder, Place
from planparse.restore.assembly import decide, draft
from planparse.restore.candidates import Search, Trie
from planparse.restore.cells import CutText, ObservedLine
from planparse.restore.channel import Prior, read_channel, read_misread_words
from planparse.restore.codes import CodeMender, read_parts
from planparse.restore.confidence import posteriors
from planparse.restore.context import Context
from planparse.restore.grammar import Grammar
from planparse.restore.joins import add_joins
from planparse.restore.language_model import LanguageModel
from planparse.restore.lattice import Lattice, Standing
from planparse.restore.noise import doubt
from planparse.restore.own_letters import OwnLetters
from planparse.restore.pages import observed_lines, refill, with_single_words
from planparse.restore.plausibility import SLIP, ceiling, ceiling_in_wreck
from planparse.restore.reading import read_twice
from planparse.restore.regimes import Regime, lost_marks, tell_regimes
from planparse.restore.rounds import until_stable
from planparse.restore.segments import Segmenter
from planparse.restore.spelling import as_beside
from planparse.restore.structure import ReadLine
from planparse.restore.terms import read_terms, term_pairs
from planparse.restore.words import CLASSES, key_of, model_words, word_class
from planparse.vietnamese.unicode import nfc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from planparse.model.page import Page
    from planparse.restore.arcs import Arc
    from planparse.restore.assembly import Decision
    from planparse.restore.channel import Channel
    from planparse.restore.reading import Neighbours, Reading
    from planparse.settings import Settings

CHANNELS = {
    Regime.WRECKED: ("channel_english.tsv", "channel_english_times.tsv"),
    Regime.FOREIGN: ("channel_latin.tsv",),
    Regime.LIGHT: ("channel_vietnamese.tsv",),
}
_WRECKED = Prior(
    same=0.25,
    unmarked=0.65,
    lost_tone=0.01,
    other_tone=0.01,
    other_marks=0.01,
    other_case=0.01,
    unforeseen=0.2,
)
PRIORS = {
    Regime.WRECKED: _WRECKED,
    Regime.FOREIGN: replace(_WRECKED, unforeseen=0.05),
    Regime.LIGHT: Prior(
        same=0.985, unmarked=0.004, lost_tone=0.3, other_tone=0.02, other_case=0.0004, unforeseen=0.1
    ),
}
FARTHEST = {Regime.WRECKED: 16.0, Regime.FOREIGN: 16.0, Regime.LIGHT: 13.0}
"""Nats of letters beyond which a word is none for what was read. In a line that reads right one letter may be
any other, hardly two."""

WIDTH = {Regime.WRECKED: 96, Regime.FOREIGN: 96, Regime.LIGHT: 160}
"""Beginnings of words that the search keeps: in a line that reads right any one letter may be any other, all
at the same price."""


class Restorer:
    """Restores lines, texts and pages; loaded once, then used for many.

    Example:
        >>> from planparse.settings import Settings
        >>> restorer = Restorer.load(Settings())
        >>> restorer.restore_text("Trién khai thuc hién nhiém vu hé théng hoa van ban").text
        'Triển khai thực hiện nhiệm vụ hệ thống hóa văn bản'
    """

    def __init__(
        self,
        model: LanguageModel,
        channel: Callable[[Regime], Channel],
        finder: ArcFinder,
        terms: Neighbours,
        grammar: Grammar,
    ) -> None:
        self._model = model
        self._channel = channel
        self._finder = finder
        self._terms = terms
        self._grammar = grammar
        self._context = Context(model, channel)

    @staticmethod
    def load(settings: Settings) -> Restorer:
        """Map the language model and read the tables; channels are read when a line needs them.

        Raises:
            UsageError: a dictionary is missing or damaged.
        """
        terms = read_terms(settings.dictionaries)
        model = LanguageModel.load(dictionaries_folder() / "language_model").with_words(
            word for term in terms for word in term if word.replace("&", "").isalpha()
        )
        trie = Trie.of((word, number) for word, number in model.ids.items() if word not in CLASSES)
        parts = read_parts(settings.dictionaries)

        @cache
        def channel(regime: Regime) -> Channel:
            return read_channel(CHANNELS[regime], PRIORS[regime], trie.letters, settings.dictionaries)

        @cache
        def segmenter(regime: Regime) -> Segmenter:
            search = Search(trie, channel(regime), width=24, worst=9.0)
            return Segmenter(
                search,
                UNIGRAM_SHARE * model.unigram,
                lambda first, second: model.pairs(first, second).nats,
            )

        finder = ArcFinder(
            model,
            cache(lambda regime: Search(trie, channel(regime), WIDTH[regime], FARTHEST[regime])),
            cache(lambda regime: CodeMender(parts, channel(regime))),
            read_misread_words(settings.dictionaries),
        )
        grammar = Grammar.load(parts, segmenter, model.pair_cost, settings.dictionaries)
        return Restorer(model, channel, finder, term_pairs(terms, model), grammar)

    def restore_text(self, text: str) -> RestoredText:
        """Restore a text; line breaks and white space stay as they are, letters come out in NFC."""
        return RestoredText(tuple(self._until_stable(nfc(text).split("\n"))))

    def restore_pages(self, pages: Sequence[Page]) -> tuple[Page, ...]:
        """Restore the words of pages; `Word.observed` keeps what stood there.

        Where no page was read by OCR the words are those of :meth:`restore_text` on the same lines.
        """
        whole = [with_single_words(page) for page in pages]
        lines = observed_lines(whole)
        if any(line.read for line in lines):
            restored: Sequence[RestoredLine] = self._restore(lines)
        else:
            restored = self._until_stable([line.text for line in lines])
        return refill(whole, [line for line in restored if line.tokens])

    def _until_stable(self, lines: Sequence[str]) -> Sequence[RestoredLine]:
        return until_stable(
            lines,
            lambda some, sparing: self._restore([ObservedLine(line) for line in some], sparing=sparing),
        )

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

    def _restore(self, observed: Sequence[ObservedLine], *, sparing: bool = False) -> list[RestoredLine]:
        """Restore lines; a sparing reader wants no tokens of those that stay as they are."""
        lines = [line.text for line in observed]
        regimes = tell_regimes(lines)
        cut = CutText.of(
            lines,
            self._mended(observed, regimes),
            lambda line, core: self._grammar.pieces(core, regimes[line]),
        )
        places = list(_places(cut, lines, regimes))
        arcs = self._finder.find(places)
        add_joins(cut, places, arcs, self._finder, self._model.ids)
        standing = list(_standing(cut, places, observed))
        lattice = Lattice.of(arcs, standing, cut.starts)
        letters = OwnLetters(arcs, standing, self._channel(Regime.LIGHT))
        reading = read_twice(lattice, self._model, self._terms, letters, partial(self._context.ask, places))
        for cell, (at, more) in reading.more.items():
            arcs[cell] = (*arcs[cell][:at], *more)
        texts = [
            None if arc < 0 else options[arc].text
            for options, arc in zip(arcs, reading.chosen.tolist(), strict=True)
        ]
        drafts = draft(lines, cut, texts)
        wanted = [line for line in drafts if line.changed or not sparing]
        cells = [cell for line in wanted for piece in line.pieces if piece.first for cell in piece.cells]
        wrecked = np.asarray([place.regime.wrecked for place in places], dtype=bool)
        decisions = self._decide(cut, arcs, wrecked, reading, cells)
        return [
            line.line(decisions) if line.changed or not sparing else RestoredLine(line.text, line.text, ())
            for line in drafts
        ]

    def _decide(
        self,
        cut: CutText,
        arcs: Sequence[tuple[Arc, ...]],
        wrecked: NDArray[np.bool_],
        reading: Reading,
        cells: Sequence[int],
    ) -> dict[int, Decision]:
        """What was chosen in some cells, and how sure it is: no surer than such words can be."""
        sure = posteriors(reading.chosen, reading.costs, wrecked)
        decisions = decide(arcs, reading.chosen, reading.costs, sure, cells)
        for cell, decision in decisions.items():
            known = " " in decision.text or key_of(decision.text) in self._model.ids
            if wrecked[cell]:
                most = ceiling_in_wreck(decision.text, known=known, marker=cut.is_marker(cut.cells[cell]))
            else:
                most = ceiling(decision.text, reading.share, known=known)
                most = min(most, SLIP) if reading.slips[cell] else most
            if most < decision.confidence:
                decisions[cell] = replace(decision, confidence=most)
        return decisions

    def _mended(
        self, observed: Sequence[ObservedLine], regimes: Sequence[Regime]
    ) -> dict[tuple[int, int], str]:
        """What grammar alone says of tokens, by line and token."""
        lines = [
            ReadLine(
                tuple(line.text.split()),
                self._channel(regime),
                line.confidences[0] if line.confidences else None,
                regime.wrecked,
            )
            for line, regime in zip(observed, regimes, strict=True)
        ]
        light = [
            line if regime is Regime.LIGHT else ObservedLine("")
            for line, regime in zip(observed, regimes, strict=True)
        ]
        return mend_abbreviations(light, self._model.ids.__contains__) | self._grammar.mend(lines)


def _places(cut: CutText, lines: Sequence[str], regimes: Sequence[Regime]) -> Iterator[Place]:
    """The cells of a text; what lost its marks in a line that reads right is wrecked."""
    bare = {
        (number, at)
        for number, line in enumerate(lines)
        if regimes[number] is Regime.LIGHT
        for at in lost_marks(line)
    }
    for cell in cut.cells:
        wrecked = (cell.line, cell.token) in bare
        regime = Regime.WRECKED if wrecked else regimes[cell.line]
        text = as_beside(cell.text, *cut.beside(cell)) if regimes[cell.line].wrecked else cell.text
        yield Place(text, regime, cell.closed)


def _standing(
    cut: CutText, places: Sequence[Place], observed: Sequence[ObservedLine]
) -> Iterator[Standing | None]:
    """The word in each cell of a line that reads right, with what its OCR said of it; None in others."""
    for cell, place in zip(cut.cells, places, strict=True):
        if place.regime is Regime.LIGHT:
            yield Standing(cell.text, *doubt(observed[cell.line], cell.token, word_class(cell.text)))
        else:
            yield None
