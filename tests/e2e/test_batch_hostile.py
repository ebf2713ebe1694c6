"""A folder with 30 % hostile files: every good one is done, every bad one listed with its reason."""

from __future__ import annotations

import json
import os
import struct
import unicodedata
import zipfile
import zlib
from typing import TYPE_CHECKING

import matplotlib as mpl
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Plan = Callable[[int], str]


def good_files(folder: Path, plan: Plan) -> set[str]:
    names = [
        "2031/kế hoạch 📄.txt",
        "2031/hai\ndòng.txt",
        unicodedata.normalize("NFC", "hoà bình.txt"),
        unicodedata.normalize("NFD", "hoà bình.txt"),
        "  spaces  .txt",
        "no suffix",
        "is text.pdf",
        "-rf.txt",
        "[brackets]*?.txt",
        "'quotes\".txt",
        "x" * 251 + ".txt",
        "2030/KẾ HOẠCH.TXT",
        "2030/a/b/c/d.txt",
    ]
    for number, name in enumerate(names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(plan(number), "utf-8")
    picture = Image.new("L", (1600, 500), 255)
    font = ImageFont.truetype(f"{mpl.get_data_path()}/fonts/ttf/DejaVuSans.ttf", 60)
    words = "KẾ HOẠCH\nCải cách hành chính năm 2031"
    ImageDraw.Draw(picture).text((100, 150), words, fill=0, font=font, align="center", spacing=30)
    picture.save(folder / "scan.txt", format="PNG", dpi=(300, 300))  # a picture, whatever it says
    return {*names, "scan.txt"}


def bad_files(folder: Path) -> dict[str, str]:
    """Hostile files and the codes of their failures."""
    (folder / "empty.pdf").write_bytes(b"")
    canvas = Canvas(str(folder / "whole.pdf"))
    canvas.drawString(100, 700, "KE HOACH")
    canvas.save()
    (folder / "truncated.pdf").write_bytes((folder / "whole.pdf").read_bytes()[:400])
    (folder / "whole.pdf").unlink()
    locked = Canvas(str(folder / "mật khẩu.pdf"), encrypt=StandardEncryption("secret", ownerPassword="owner"))
    locked.drawString(100, 700, "KE HOACH")
    locked.save()
    (folder / "bomb.png").write_bytes(png_bomb(30_000))
    slow = Canvas(str(folder / "hanging.pdf"), pageCompression=1)
    slow._code.append("0 0 m 9 9 l S\n" * 2_000_000)
    slow.save()
    with zipfile.ZipFile(folder / "wrong suffix.pdf", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    return {
        "empty.pdf": "InputDamaged",
        "truncated.pdf": "InputDamaged",
        "mật khẩu.pdf": "InputEncrypted",
        "bomb.png": "InputTooLarge",
        "hanging.pdf": "NothingRecognised",
        "wrong suffix.pdf": "InputUnsupported",
    }


def png_bomb(side: int) -> bytes:
    """A picture of side × side pixels in some kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = b"\0" * (1 + side)
    pixels = b"".join(packer.compress(row * 1000) for _ in range(side // 1000)) + packer.flush()
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.skipif(os.name == "nt", reason="names that Windows has not")
def test_every_good_file_is_done_and_every_bad_one_listed(
    tmp_path: Path,
    plan: Plan,
    planparse: Callable[..., subprocess.Popen[str]],
    outputs: Callable[[Path], dict[str, bytes]],
) -> None:
    scans, out = tmp_path / "scans", tmp_path / "out"
    good, bad = good_files(scans, plan), bad_files(scans)
    os.mkfifo(scans / "pipe.pdf")
    bad["pipe.pdf"] = "InputUnsupported"
    (scans / "forbidden.txt").write_text(plan(99), "utf-8")
    (scans / "forbidden.txt").chmod(0)
    if os.access(scans / "forbidden.txt", os.R_OK):  # the superuser reads everything
        good.add("forbidden.txt")
    else:
        bad["forbidden.txt"] = "InputMissing"
    (scans / "dead link.pdf").symlink_to(scans / "nothing")
    bad["dead link.pdf"] = "InputMissing"

    run = planparse("batch", scans, "--out", out, "--page-timeout", 5)
    _, talk = run.communicate()
    assert run.returncode == 6, talk
    summary = json.loads((out / "summary.json").read_bytes())
    assert {failure["input"]: failure["code"] for failure in summary["failures"]} == bad
    assert all(failure["message"] and failure["hint"] for failure in summary["failures"])
    assert summary["done"] == len(good)
    written = outputs(out)
    assert len(written) == len(good)
    assert {f"{name}.json" for name in good if len(name) < 250} < set(written)
    assert "Traceback" not in talk
    assert "hai\\ndòng" in talk, "a name is one line of the log"
    assert len(bad) / (len(good) + len(bad)) > 0.3
