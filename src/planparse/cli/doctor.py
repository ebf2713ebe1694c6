"""`planparse doctor`."""

from __future__ import annotations

import typer

from planparse.cli import console
from planparse.errors import ExitCode


def doctor() -> None:
    """Say what is missing on this machine, and the command that mends it.

    Exits with 4 where scans cannot be read; extras are only told.

    Example: `planparse doctor`
    """
    from planparse.diagnosis import diagnose

    checks = diagnose()
    for check in checks:
        mark = "ok" if check.good else "MISSING" if check.needed else "-"
        console.product(f"{mark:8}{check.name:22}{check.found}\n")
        if check.remedy:
            console.product(f"{'':8}{'':22}-> {check.remedy}\n")
    if any(check.needed and not check.good for check in checks):
        raise typer.Exit(ExitCode.OCR_MISSING)
