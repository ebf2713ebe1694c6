"""A small PDF writer: text with its Unicode, rules, pictures, annotations; no font file needed.

Text is set in Helvetica under a ToUnicode map of its own, so that a page says Vietnamese to every program
that reads it, whatever the glyphs look like.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field


@dataclass
class Stream:
    """A stream object: its dictionary without /Length, and its bytes as they lie in the file."""

    dictionary: str
    data: bytes


@dataclass
class PdfWriter:
    """Collects objects and writes them with a cross-reference table.

    Example:
        >>> writer = PdfWriter()
        >>> _ = writer.page(writer.text("Kế hoạch năm 2023", 72, 700))
        >>> writer.file()[:8]
        b'%PDF-1.7'
    """

    objects: list[str | Stream] = field(default_factory=lambda: ["", ""])
    pages: list[int] = field(default_factory=list)
    trailer: str = ""
    catalog: str = ""
    _codes: dict[str, int] = field(default_factory=dict)
    _font: int = 0

    def add(self, item: str | Stream) -> int:
        """Put an object in, and give its number."""
        self.objects.append(item)
        return len(self.objects)

    def text(self, text: str, x: float, y: float, size: float = 12, *, matrix: str = "1 0 0 1") -> str:
        """Drawing commands for one line of text, its baseline's start in points from the bottom left."""
        codes = "".join(f"{self._code(char):02X}" for char in text)
        return f"BT /F {size} Tf {matrix} {x} {y} Tm <{codes}> Tj ET\n"

    def page(
        self,
        content: str | bytes | Stream = "",
        *,
        size: tuple[float, float] = (595, 842),
        resources: str = "",
        extra: str = "",
    ) -> int:
        """Add a page; `resources` and `extra` go into its dictionaries as they stand."""
        if not isinstance(content, Stream):
            raw = content.encode() if isinstance(content, str) else content
            content = Stream("/Filter/FlateDecode", zlib.compress(raw))
        stream = self.add(content)
        number = self.add(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size[0]} {size[1]}]/Contents {stream} 0 R"
            f"/Resources<</Font<</F {self._font_number()} 0 R>>{resources}>>{extra}>>"
        )
        self.pages.append(number)
        return number

    def picture(self, data: bytes, width: int, height: int, coding: str) -> int:
        """An image object; `coding` is its /ColorSpace, /BitsPerComponent and /Filter."""
        return self.add(Stream(f"/Type/XObject/Subtype/Image/Width {width}/Height {height}{coding}", data))

    def jpeg(self, data: bytes, width: int, height: int, *, colour: bool = False) -> int:
        """A JPEG as scanners put it into a PDF."""
        space = "RGB" if colour else "Gray"
        return self.picture(
            data, width, height, f"/ColorSpace/Device{space}/BitsPerComponent 8/Filter/DCTDecode"
        )

    def scan(
        self, picture: int, *, size: tuple[float, float] = (595, 842), over: str = "", extra: str = ""
    ) -> int:
        """A page that is one picture, with other commands over it."""
        content = f"q {size[0]} 0 0 {size[1]} 0 0 cm /I Do Q\n{over}"
        return self.page(content, size=size, resources=f"/XObject<</I {picture} 0 R>>", extra=extra)

    def annotation(self, content: str, box: tuple[float, float, float, float], extra: str = "") -> int:
        """An annotation whose appearance is drawn by `content`, in points from the box's corner."""
        width, height = box[2] - box[0], box[3] - box[1]
        look = self.add(
            Stream(
                f"/Type/XObject/Subtype/Form/BBox[0 0 {width} {height}]"
                f"/Resources<</Font<</F {self._font_number()} 0 R>>>>",
                content.encode(),
            )
        )
        rectangle = " ".join(map(str, box))
        return self.add(f"<</Type/Annot/Subtype/Widget/FT/Sig/Rect[{rectangle}]/AP<</N {look} 0 R>>{extra}>>")

    def file(self) -> bytes:
        """The whole file."""
        self._finish()
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, item in enumerate(self.objects, 1):
            places.append(len(out))
            out += f"{number} 0 obj\n".encode()
            if isinstance(item, Stream):
                out += f"<<{item.dictionary}/Length {len(item.data)}>>\nstream\n".encode()
                out += item.data + b"\nendstream"
            else:
                out += item.encode()
            out += b"\nendobj\n"
        start = len(out)
        out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += f"trailer\n<</Size {len(places) + 1}/Root 1 0 R{self.trailer}>>\n".encode()
        return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)

    def _finish(self) -> None:
        kids = " ".join(f"{page} 0 R" for page in self.pages)
        self.objects[0] = f"<</Type/Catalog/Pages 2 0 R{self.catalog}>>"
        self.objects[1] = f"<</Type/Pages/Kids[{kids}]/Count {len(self.pages)}>>"
        if self._font:
            self.objects[self._font] = Stream("", self._to_unicode())

    def _font_number(self) -> int:
        if not self._font:
            number = self.add(
                "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 0/LastChar 255"
                f"/Widths[{'500 ' * 256}]/ToUnicode {len(self.objects) + 2} 0 R>>"
            )
            self._font = number
            self.add("")
        return self._font

    def _code(self, char: str) -> int:
        if char.isascii():
            return ord(char)
        return self._codes.setdefault(char, 128 + len(self._codes))

    def _to_unicode(self) -> bytes:
        pairs = [(code, chr(code)) for code in range(32, 127)]
        pairs += [(code, char) for char, code in self._codes.items()]
        lines = "\n".join(f"<{code:02X}> <{ord(char):04X}>" for code, char in pairs)
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "1 begincodespacerange <00> <FF> endcodespacerange\n"
            f"{len(pairs)} beginbfchar\n{lines}\nendbfchar\nendcmap end end"
        ).encode()
