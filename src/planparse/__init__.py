"""planparse: scanned Vietnamese administrative plans into clean, validated task records."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planparse.errors import PlanparseError
    from planparse.model.plan import PlanDocument
    from planparse.model.text import RestoredText
    from planparse.pipeline import ingest, restore_text
    from planparse.settings import Settings

__version__ = "0.1.0"
__all__ = [
    "PlanDocument",
    "PlanparseError",
    "RestoredText",
    "Settings",
    "__version__",
    "ingest",
    "restore_text",
]

_HOMES = {
    "PlanDocument": "planparse.model.plan",
    "PlanparseError": "planparse.errors",
    "RestoredText": "planparse.model.text",
    "Settings": "planparse.settings",
    "ingest": "planparse.pipeline",
    "restore_text": "planparse.pipeline",
}


# The function `ingest` and the room `planparse.ingest` share a name. Python binds a room to its package once,
# when it is first imported; done here and undone, it can never take the function's place later.
import_module("planparse.ingest")
del globals()["ingest"]


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> Any:
    """Public names are imported when first used: `planparse --version` need not load an image library."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
