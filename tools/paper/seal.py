"""The red round seal and a signature in blue ink, drawn on a reportlab canvas."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

if TYPE_CHECKING:
    from collections.abc import Sequence

RED = Color(0.88, 0.27, 0.31)
BLUE = Color(0.17, 0.24, 0.66)
_INK = "Multiply"  # ink darkens what lies below it: black print under a seal stays black
RADIUS = 18 * mm  # Circular 21/2012/TT-BCA: seals of provinces and districts measure 35 to 36 mm


def draw_seal(canvas: Any, x: float, y: float, words: Sequence[str], colour: Color = RED) -> None:
    """A seal around (x, y) in points: the first of `words` along the top, the second along the bottom."""
    canvas.saveState()
    canvas.setBlendMode(_INK)
    canvas.setStrokeColor(colour)
    canvas.setFillColor(colour)
    for radius, width in ((RADIUS, 1.8), (RADIUS - 1.6 * mm, 0.5), (RADIUS - 6.4 * mm, 0.8)):
        canvas.setLineWidth(width)
        canvas.circle(x, y, radius)
    _star(canvas, x, y, 5.5 * mm)
    _arc(canvas, x, y, words[0], top=True)
    _arc(canvas, x, y, words[1], top=False)
    canvas.restoreState()


def _star(canvas: Any, x: float, y: float, radius: float) -> None:
    path = canvas.beginPath()
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.4
        angle = math.pi / 2 + corner * math.pi / 5
        point = (x + reach * math.cos(angle), y + reach * math.sin(angle))
        (path.lineTo if corner else path.moveTo)(*point)
    path.close()
    canvas.drawPath(path, fill=1, stroke=0)


def _arc(canvas: Any, x: float, y: float, text: str, *, top: bool, size: float = 8.0) -> None:
    """Letters along the ring, feet inward at the top, outward at the bottom: both read left to right."""
    radius = RADIUS - (5.3 if top else 3.0) * mm
    turn = -1 if top else 1
    angle = math.pi / 2 * (1 if top else -1) - turn * stringWidth(text, "Sans-Bold", size) * 1.08 / radius / 2
    for letter in text:
        step = stringWidth(letter, "Sans-Bold", size) * 1.08 / radius
        angle += turn * step / 2
        canvas.saveState()
        canvas.translate(x + radius * math.cos(angle), y + radius * math.sin(angle))
        canvas.rotate(math.degrees(angle) + (-90 if top else 90))
        canvas.setFont("Sans-Bold", size)
        canvas.drawCentredString(0, 0, letter)
        canvas.restoreState()
        angle += turn * step / 2


def draw_signature(canvas: Any, x: float, y: float, seed: int, colour: Color = BLUE) -> None:
    """A quick hand around (x, y): loops that differ by `seed`, and a closing stroke."""
    rng = random.Random(seed)  # noqa: S311 - a pen, not a key
    canvas.saveState()
    canvas.setBlendMode(_INK)
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(1.5)
    canvas.setLineCap(1)
    path = canvas.beginPath()
    pen = (x - 22 * mm, y)
    path.moveTo(*pen)
    for loop in range(5):
        rise = rng.uniform(5, 13) * mm * (1 if loop % 2 == 0 else -0.6)
        end = (pen[0] + rng.uniform(5, 9) * mm, y + rng.uniform(-3, 3) * mm)
        path.curveTo(pen[0] + 2 * mm, y + rise, end[0] - 7 * mm, y + rise, *end)
        pen = end
    path.curveTo(pen[0] + 10 * mm, y + 4 * mm, pen[0] + 4 * mm, y - 9 * mm, x - 12 * mm, y - 5 * mm)
    canvas.drawPath(path, fill=0, stroke=1)
    canvas.restoreState()
