"""What was done to a picture, told and, if wanted, shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray


@dataclass(slots=True)
class Diary:
    """The steps of one page in order; with a folder, each leaves its picture there."""

    page: int
    folder: Path | None = None
    steps: list[str] = field(default_factory=list)

    def note(self, step: str, picture: NDArray[np.uint8], *, told: bool = True) -> None:
        """Keep one step: a word, then what it found, such as ``deskew 1.2``."""
        if told:
            self.steps.append(step)
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
            name = f"page{self.page:04d}-{len(self.steps):02d}-{step.partition(' ')[0]}.png"
            Image.fromarray(picture).save(self.folder / name, compress_level=1)
