"""The command line: arguments in, one library call, print out.

Only this room imports typer, and only :func:`main` exits. One module a command; each is registered in
``commands.py``.
"""

from __future__ import annotations

from planparse.cli.app import main

__all__ = ["main"]
