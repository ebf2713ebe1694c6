"""Reading twice: what is beyond doubt is not read again, and it makes no difference."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from planparse.restore import decoder, reading
from planparse.restore.restorer import Restorer
from planparse.settings import Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planparse.restore.language_model import WordCosts
    from planparse.restore.lattice import Lattice

ALL = 1e9
WRECK = (
    "Trién khai thuc hién nhiém vu hé théng hoa van ban quy pham phap luat, xay dung ké hoach kiém tra\n"
    "viéc thuc hién cai cach hanh chinh nim 2023 tai cac co quan chuyén mén va don vi truc thudc.\n"
    "Pon vi chu tri: Phong Hanh chinh - Quan tri; thoi gian hoan thanh: Quy I1/2023."
)
RIGHT = (
    "Tham mưu ban hành kế hoạch công tác năm của Văn phòng, phân công nhiệm vụ cho các phòng, ban.\n"
    "Theo dõi, đôn đốc việc thực hiện các nhiệm vụ được giao; báo cáo kết quả trước ngày 20 hằng tháng."
)


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    return Restorer.load(Settings())


@pytest.mark.parametrize("text", [WRECK, RIGHT, f"{RIGHT}\n\n{WRECK}"])
def test_reading_stretches_is_reading_all(
    restorer: Restorer, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    in_stretches = restorer.restore_text(text).text
    monkeypatch.setattr(reading, "BEYOND_DOUBT", ALL)
    monkeypatch.setattr(decoder, "NEAR", np.float32(ALL))
    assert restorer.restore_text(text).text == in_stretches


def test_right_text_is_hardly_decoded(restorer: Restorer, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def counted(lattice: Lattice, model: WordCosts, width: int) -> NDArray[np.int64]:
        read.append(len(lattice.words))
        return decoder.decode(lattice, model, width)

    monkeypatch.setattr(reading, "decode", counted)
    assert restorer.restore_text(RIGHT).text == RIGHT
    assert sum(read) < len(RIGHT.split()) / 2
    read.clear()
    restorer.restore_text(WRECK)
    assert read[0] > len(WRECK.split()) * 0.9


def test_two_wrong_words_side_by_side_are_mended_in_text_that_reads_right(restorer: Restorer) -> None:
    text = RIGHT.replace("nhiệm vụ cho", "nhiêm vu cho")
    assert restorer.restore_text(text).text == RIGHT


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("bảo đảm phát iriểh bền vững trên địa bàn", "bảo đảm phát triển bền vững trên địa bàn"),
        ("theo ý kiến của Thủ trởng Chính phủ", "theo ý kiến của Thủ tướng Chính phủ"),
        ("lưu vực sông Srêpôk đều vượt báo động", "lưu vực sông Srêpôk đều vượt báo động"),
    ],
)
def test_what_is_no_word_is_what_its_neighbours_ask_for_if_anything(
    restorer: Restorer, seen: str, meant: str
) -> None:
    assert restorer.restore_text(f"{RIGHT}\n- {seen};").text == f"{RIGHT}\n- {meant};"


def test_a_text_without_words_is_read(restorer: Restorer) -> None:
    assert restorer.restore_text(" \n\n.").text == " \n\n."


def test_a_whole_wreck_reads_the_same_in_stretches(
    restorer: Restorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (Path(__file__).parents[3] / "samples" / "phuong-hoa-moc" / "wrecked.txt").read_text("utf-8")
    in_stretches = restorer.restore_text(text).text
    monkeypatch.setattr(reading, "BEYOND_DOUBT", ALL)
    assert restorer.restore_text(text).text == in_stretches
