"""Install Tesseract 5 with Vietnamese where it is missing, from the system's packages.

With `--readers` also the OCRs of other languages that teach the channels (`make dictionaries`). Says what to
do where it cannot: it never fails silently and uses sudo only where it must.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys

PACKAGES = ["tesseract-ocr", "tesseract-ocr-vie", "fonts-liberation2"]
LANGUAGES = {"vie"}
READERS = ["fra", "deu", "spa", "ita"]
"""Languages of Tesseract whose wrecks teach a channel, beside ocrad."""
ELSEWHERE = """\
Install Tesseract 5 with the language vie by hand:
  Fedora   sudo dnf install tesseract tesseract-langpack-vie
  Arch     sudo pacman -S tesseract tesseract-data-vie
  macOS    brew install tesseract tesseract-lang
  Windows  winget install -i UB-Mannheim.TesseractOCR   (tick Vietnamese in the installer)
(with --readers also fra, deu, spa, ita and the program ocrad),
then run this again; planparse doctor says what is still missing."""


def missing(*, readers: bool) -> bool:
    """Whether Tesseract, one of its languages, or a reader that is asked for is not there."""
    program = shutil.which("tesseract")
    if program is None or (readers and shutil.which("ocrad") is None):
        return True
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    return not set(listed.stdout.split()) >= LANGUAGES.union(READERS if readers else ())


def main() -> int:
    """Install what is missing; 0 when all is there in the end."""
    parser = argparse.ArgumentParser(description="Install Tesseract 5 with Vietnamese.")
    parser.add_argument(
        "--readers", action="store_true", help="also the OCRs that make dictionaries asks for"
    )
    readers = parser.parse_args().readers
    if not missing(readers=readers):
        return 0
    packages = PACKAGES + ["ocrad", *(f"tesseract-ocr-{language}" for language in READERS)] * readers
    apt = shutil.which("apt-get")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if apt is None or not (root or shutil.which("sudo")):
        print(ELSEWHERE, file=sys.stderr)
        return 1
    prefix = [] if root else ["sudo"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for call in ([apt, "update", "-qq"], [apt, "install", "-y", "-qq", *packages]):
        print(*prefix, *call, file=sys.stderr)
        subprocess.run([*prefix, *call], check=True, env=quiet, stdout=sys.stderr)
    return int(missing(readers=readers))


if __name__ == "__main__":
    sys.exit(main())
