"""Install Tesseract 5 with Vietnamese where it is missing, from the system's packages.

Says what to do where it cannot: it never fails silently and uses sudo only where it must.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PACKAGES = ["tesseract-ocr", "tesseract-ocr-vie", "tesseract-ocr-osd", "fonts-liberation2"]
LANGUAGES = {"vie", "osd"}
ELSEWHERE = """\
Install Tesseract 5 with the languages vie and osd by hand:
  Fedora   sudo dnf install tesseract tesseract-langpack-vie tesseract-osd
  Arch     sudo pacman -S tesseract tesseract-data-vie tesseract-data-osd
  macOS    brew install tesseract tesseract-lang
  Windows  winget install UB-Mannheim.TesseractOCR   (tick Vietnamese in the installer)
then run this again; planparse doctor says what is still missing."""


def missing() -> bool:
    """Whether Tesseract or one of its languages is not there."""
    program = shutil.which("tesseract")
    if program is None:
        return True
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    return not set(listed.stdout.split()) >= LANGUAGES


def main() -> int:
    """Install what is missing; 0 when all is there in the end."""
    if not missing():
        return 0
    apt = shutil.which("apt-get")
    if apt is None:
        print(ELSEWHERE, file=sys.stderr)
        return 1
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    prefix = [] if root else ["sudo"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for call in ([apt, "update", "-qq"], [apt, "install", "-y", "-qq", *PACKAGES]):
        print(*prefix, *call, file=sys.stderr)
        subprocess.run([*prefix, *call], check=True, env=quiet, stdout=sys.stderr)
    return int(missing())


if __name__ == "__main__":
    sys.exit(main())
