"""Hostile and broken files, as attackers, failing disks and careless programs make them.

`python tools/handmade/hostile.py FOLDER` writes all of them, to be tried by hand.
"""

from __future__ import annotations

import io
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PIL import Image

from handmade.pdf import PdfWriter, Stream

if TYPE_CHECKING:
    from collections.abc import Callable

_LINE = "Đơn vị chủ trì: Phòng Hành chính; thời gian thực hiện: Quý III năm 2023, trước ngày 30 tháng 9"


def empty() -> bytes:
    """No byte."""
    return b""


def bomb() -> bytes:
    """Half a megabyte or less whose content stream unpacks to 280 MB of drawing commands."""
    writer = PdfWriter()
    packer = zlib.compressobj(9)
    commands = b"0 0 m 10 10 l S\n" * 65_536
    data = b"".join(packer.compress(commands) for _ in range(280_000_000 // len(commands)))
    writer.page(Stream("/Filter/FlateDecode", data + packer.flush()))
    return writer.file()


def bomb_in_bomb() -> bytes:
    """A few kilobytes, deflated twice, that unpack to a quarter of a gigabyte."""
    writer = PdfWriter()
    packer = zlib.compressobj(9)
    zeros = bytes(1 << 20)
    inner = b"".join(packer.compress(zeros) for _ in range(256)) + packer.flush()
    writer.page(Stream("/Filter[/FlateDecode/FlateDecode]", zlib.compress(inner, 9)))
    return writer.file()


def bomb_in_form() -> bytes:
    """The commands hide in a form that the page's own content only names."""
    writer = PdfWriter()
    packer = zlib.compressobj(9)
    commands = b"0 0 m 10 10 l S\n" * 65_536
    data = b"".join(packer.compress(commands) for _ in range(280)) + packer.flush()
    form = writer.add(
        Stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<>>/Filter/FlateDecode", data)
    )
    writer.page("/X Do", resources=f"/XObject<</X {form} 0 R>>")
    return writer.file()


def bomb_in_table() -> bytes:
    """A compressed object stream, which readers unpack on opening, of 150 MB."""
    writer = PdfWriter()
    packer = zlib.compressobj(9)
    zeros = b" " * (1 << 20)
    data = b"".join(packer.compress(zeros) for _ in range(150)) + packer.flush()
    writer.add(Stream("/Type/ObjStm/N 1/First 5/Filter/FlateDecode", data))
    writer.page(writer.text(_LINE, 72, 700))
    return writer.file()


def no_pages() -> bytes:
    """A well-formed PDF whose page tree is empty."""
    return PdfWriter().file()


def false_count() -> bytes:
    """A page tree that claims a thousand million pages."""
    writer = PdfWriter()
    writer.page(writer.text(_LINE, 72, 700))
    return writer.file().replace(b"/Count 1", b"/Count 999999999")


def circular_pages() -> bytes:
    """A page tree that contains itself."""
    writer = PdfWriter()
    writer.pages = [2, 2]
    return writer.file()


def truncated(pages: int = 5, keep: float = 0.6) -> bytes:
    """A scan of some pages, its copy broken off."""
    whole = scans(pages)
    return whole[: int(len(whole) * keep)]


def scans(pages: int, *, dpi: int = 100) -> bytes:
    """A scan of so many pages, each with rows of marks the size of words."""
    writer = PdfWriter()
    width, height = int(595 * dpi / 72), int(842 * dpi / 72)
    for number in range(pages):
        writer.scan(writer.jpeg(page_jpeg(width, height, number), width, height))
    return writer.file()


def page_jpeg(width: int, height: int, seed: int = 0) -> bytes:
    """A grey page with rows of letter-sized marks."""
    picture = Image.new("L", (width, height), 255)
    mark = Image.new("L", (max(3, width // 140), max(4, height // 120)), 20)
    for row in range(height // 10, height * 9 // 10, height // 40):
        for column in range(width // 10 + seed % 7, width * 9 // 10, width // 70):
            picture.paste(mark, (column, row))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()


def huge_page() -> bytes:
    """A page of 30,000 × 30,000 pixels."""
    writer = PdfWriter()
    packed = zlib.compress(bytes(1000))
    picture = writer.picture(
        packed, 30_000, 30_000, "/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
    )
    writer.scan(picture)
    return writer.file()


def huge_paper() -> bytes:
    """A page of 30,000 × 30,000 points, which is eleven metres square."""
    writer = PdfWriter()
    writer.page("1 0 0 RG 0 0 m 30000 30000 l S", size=(30_000, 30_000))
    return writer.file()


def huge_png() -> bytes:
    """A PNG that declares 30,000 × 30,000 pixels in its head."""
    out = io.BytesIO()
    Image.new("1", (8, 8)).save(out, "PNG")
    data = bytearray(out.getvalue())
    data[16:24] = (30_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


def deep_nesting() -> bytes:
    """Arrays in arrays, a hundred thousand deep, in the page's dictionary and its content."""
    writer = PdfWriter()
    deep = 100_000
    writer.page("[" * deep + "]" * deep + " 0 d", extra=f"/Deep {'[' * deep}{']' * deep}")
    return writer.file()


def deep_forms() -> bytes:
    """Forms that draw forms, ten each, twenty deep: 10^20 drawings."""
    writer = PdfWriter()
    inner = writer.add(Stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<>>", b"0 0 1 1 re f"))
    for _ in range(20):
        inner = writer.add(
            Stream(
                f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {inner} 0 R>>>>",
                b"/X Do " * 10,
            )
        )
    writer.page("/X Do", resources=f"/XObject<</X {inner} 0 R>>")
    return writer.file()


def broken_into_crumbs() -> bytes:
    """A hundred thousand objects and more, and no table that says where they are."""
    return b"%PDF-1.7\n" + b"".join(b"%d 0 obj\nnull\nendobj\n" % number for number in range(1, 100_100))


def circular_form() -> bytes:
    """A form that draws itself twice, under a name with an escape in it."""
    writer = PdfWriter()
    itself = len(writer.objects) + 1
    head = f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {itself} 0 R>>>>"
    writer.add(Stream(head, b"/#58 Do " * 2))
    writer.page("/X Do", resources=f"/XObject<</X {itself} 0 R>>")
    return writer.file()


def hanging(pages_before: int = 0) -> bytes:
    """A page whose pattern has a hundred million tiles and more: drawing it takes many minutes."""
    writer = PdfWriter()
    for _ in range(pages_before):
        writer.page("".join(writer.text(_LINE, 40, 700 - 15 * row, 10) for row in range(9)))
    tile = "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.002/YStep 0.002/Resources<<>>"
    pattern = writer.add(Stream(tile, b"0 0 1 1 re f"))
    writer.page("/Pattern cs /P scn 0 0 595 842 re f", resources=f"/Pattern<</P {pattern} 0 R>>")
    return writer.file()


def locked() -> bytes:
    """Behind a user password that nobody has (RC4, 40 bits, keys of noise)."""
    writer = PdfWriter()
    writer.page(writer.text(_LINE, 72, 700))
    noise = "5A" * 32
    writer.trailer = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{noise}>/U<{noise}>/P -44>>/ID[<00><00>]"
    return writer.file()


def not_a_pdf() -> bytes:
    """Noise under a PDF's first line."""
    return b"%PDF-1.7\n" + bytes(range(256)) * 40


def word_file() -> bytes:
    """The first bytes of a .docx."""
    return b"PK\x03\x04\x14\x00\x06\x00" + bytes(200)


Maker: TypeAlias = "Callable[[], bytes]"

FILES: dict[str, Callable[[], bytes]] = {
    "empty.pdf": empty,
    "bomb.pdf": bomb,
    "bomb-in-bomb.pdf": bomb_in_bomb,
    "bomb-in-form.pdf": bomb_in_form,
    "bomb-in-table.pdf": bomb_in_table,
    "no-pages.pdf": no_pages,
    "false-count.pdf": false_count,
    "circular-pages.pdf": circular_pages,
    "truncated.pdf": truncated,
    "huge-page.pdf": huge_page,
    "huge-paper.pdf": huge_paper,
    "huge.png": huge_png,
    "deep-nesting.pdf": deep_nesting,
    "deep-forms.pdf": deep_forms,
    "broken-into-crumbs.pdf": broken_into_crumbs,
    "circular-form.pdf": circular_form,
    "hanging.pdf": hanging,
    "locked.pdf": locked,
    "not-a-pdf.pdf": not_a_pdf,
    "word-file.pdf": word_file,
}


def main(folder: Path) -> None:
    """Write every file into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in FILES.items():
        (folder / name).write_bytes(make())
        print(folder / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
