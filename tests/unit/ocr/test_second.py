from __future__ import annotations

from typing import TYPE_CHECKING

from tests.unit.ocr.conftest import parts_of, ruled, write

from planparse.model.page import BoundingBox, Line, Word
from planparse.ocr.second import read_again

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from planparse.ocr.geometry import Rectangle


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


def test_a_line_of_a_cell_that_was_passed_over_is_read_alone(sheet: np.ndarray) -> None:
    ruled(sheet, [300, 420, 540], [100, 300, 700, 1100])
    for column, text in enumerate(["room", "men saw us", "new beam"]):
        write(sheet, text, (130, 330, 750)[column], 480)
        write(sheet, text, (130, 330, 750)[column], 360)
    write(sheet, "under a roof", 330, 405)  # the second line of the second cell
    parts = parts_of(sheet)
    boxes = parts.boxes()
    first_line = BoundingBox(boxes[1].left, 335, boxes[1].right, 362)
    shares = tuple(
        (Line((Word("men saw us", first_line if number == 1 else _whole(box), 0.96),)),)
        for number, box in enumerate(boxes)
    )

    def read(pixels: NDArray[np.uint8]) -> tuple[Line, ...]:
        tall, wide = pixels.shape
        return (Line((Word("found", BoundingBox(0.3 * wide, 0.3 * tall, 0.7 * wide, 0.8 * tall), 0.9),)),)

    found, changed = read_again(shares, parts, read, None)
    assert [line.text for line in found[1]] == ["men saw us", "found"]
    assert (found[0], changed) == (shares[0], 1)


def _whole(box: Rectangle) -> BoundingBox:
    return BoundingBox(box.left, box.top, box.right, box.bottom)
