"""The statistics as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planparse.errors import OutputError, UsageError
from planparse.files import whole_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from planparse.export.statistics import Statistics

FORMATS = (".png", ".svg", ".pdf")
_BARS = 15
_LETTERS = 38


def draw(numbers: Statistics, target: Path, *, overwrite: bool = False) -> None:
    """Four panels: lead units, quarters, confidence, flags.

    Raises:
        UsageError: a suffix that is none of :data:`FORMATS`.
        OutputError: no matplotlib, or the file cannot be written.
    """
    if target.suffix.lower() not in FORMATS:
        raise UsageError(
            f"no picture format for {target.name}", f"end the name in one of {' '.join(FORMATS)}"
        )
    try:
        from matplotlib.figure import Figure
    except ModuleNotFoundError as error:
        raise OutputError("a chart needs matplotlib", 'run: pip install "planparse[plot]"') from error
    told = numbers.as_json()
    figure = Figure(figsize=(14, 9), layout="constrained")
    figure.suptitle(f"{numbers.documents} documents, {numbers.tasks} tasks", fontsize=14)
    (units, quarters), (confidence, flags) = figure.subplots(2, 2)
    _bars(units, "tasks by lead unit", list(told["lead_units"].items())[:_BARS], lying=True)
    _bars(quarters, "tasks by quarter of the deadline", told["quarters"].items())
    _bars(confidence, "tasks by confidence", told["confidence"].items())
    _bars(flags, "tasks to look at, by flag", told["flags"].items(), lying=True)
    with whole_file(target, overwrite=overwrite) as aside:
        figure.savefig(aside, format=target.suffix[1:].lower(), dpi=110)


def _bars(axes: Any, title: str, items: Iterable[tuple[str, int]], *, lying: bool = False) -> None:
    pairs = [(name if len(name) <= _LETTERS else name[: _LETTERS - 1] + "…", value) for name, value in items]
    names, values = [name for name, _ in pairs], [value for _, value in pairs]
    places = range(len(pairs))
    bars = (axes.barh if lying else axes.bar)(places, values, color="#2f6f9f")
    axes.bar_label(bars, padding=2)
    axes.set_title(title)
    axes.spines[["top", "right"]].set_visible(False)
    if lying:
        axes.set_yticks(places, names)
        axes.invert_yaxis()
    else:
        axes.set_xticks(places, names, rotation=60 if len(names) > 6 else 0)  # noqa: PLR2004 - so many fit
