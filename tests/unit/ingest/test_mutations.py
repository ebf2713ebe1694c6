"""A damaged file gives pages or an InputError, never anything else."""

from __future__ import annotations

import contextlib

from handmade import hostile
from handmade.pdf import PdfWriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planparse.errors import InputError
from planparse.ingest import open_document
from planparse.settings import Settings


def whole() -> bytes:
    """A page of text with a table, an annotation and a scan behind it."""
    writer = PdfWriter()
    number = writer.annotation(writer.text("565", 2, 3), (100, 740, 140, 755))
    rules = "".join(f"{x} 300 m {x} 400 l S 100 {x + 200} m 300 {x + 200} l S\n" for x in (100, 200, 300))
    text = writer.text("Đơn vị chủ trì: Phòng Tổng hợp của Sở Nội vụ tỉnh An Bình", 72, 600)
    writer.page(rules + text, extra=f"/Annots[{number} 0 R]")
    writer.scan(writer.jpeg(hostile.page_jpeg(200, 280), 200, 280))
    return writer.file()


WHOLE = whole()
CHANGES = st.lists(
    st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 300), st.binary(max_size=40)),
    min_size=1,
    max_size=20,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CHANGES)
def test_any_damage_is_told_as_damage(changes: list[tuple[int, int, bytes]]) -> None:
    data = bytearray(WHOLE)
    for place, removed, added in changes:
        data[place : place + removed] = added
    with (
        contextlib.suppress(InputError),
        open_document(bytes(data), name="damaged.pdf", settings=Settings(jobs=1)) as document,
    ):
        assert isinstance(document.signatures, tuple)
        for number in range(1, min(4, document.info.page_count) + 1):
            loaded = document.read_page(number)
            assert (loaded.page is None) is not (loaded.image is None)
