"""`python -m planparse` is `planparse`."""

from __future__ import annotations

from planparse.cli import main

main()
