"""Worker processes that survive what one call does: hang, crash, or eat the memory.

Workers are fresh Python processes (never forks), each in a session of its own, so that a late one dies
together with the Tesseract it started. Parent and worker speak in pickles over stdin and stdout: the caller's
``__main__`` is not imported again, so a script needs no ``if __name__ == "__main__"``. Why not a library:
docs/adr/0060.
"""

from __future__ import annotations

from planparse.workers.child import within
from planparse.workers.pool import Call, WorkerPool

__all__ = ["Call", "WorkerPool", "within"]
