from __future__ import annotations

from typing import TYPE_CHECKING

from tests.unit.ocr.conftest import parts_of, ruled, write

from planparse.model.page import BoundingBox, Line, Word
from planparse.ocr.second import read_again

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def test_a_cell_of_which_nothing_was_read_is_read_again_between_words(sheet: np.ndarray) -> None:
    ruled(sheet, [300, 400, 500], [100, 300, 700, 1100])
    texts = {(0, 0): "VIII", (0, 1): "room", (0, 2): "men saw us", (1, 0): "seen", (1, 1): "new beam"}
    for (row, column), text in texts.items():
        write(sheet, text, (130, 330, 750)[column], 360 + 100 * row)
    parts = parts_of(sheet)
    boxes = parts.boxes()
    shares = tuple(
        ()
        if number == 0
        else (Line((Word(text, BoundingBox(box.left, box.top, box.right, box.bottom), 0.96),)),)
        for number, (box, text) in enumerate(zip(boxes, texts.values(), strict=True))
    )
    pictures: list[NDArray[np.uint8]] = []

    def read(pixels: NDArray[np.uint8]) -> tuple[Line, ...]:
        pictures.append(pixels)
        tall, wide = pixels.shape
        return (Line((Word("VIII", BoundingBox(0.3 * wide, 0.3 * tall, 0.7 * wide, 0.8 * tall), 0.9),)),)

    found, _ = read_again(shares, parts, read, None)
    assert len(pictures) == 1
    assert [line.text for line in found[0]] == ["VIII"]
    assert found[1:] == shares[1:]
