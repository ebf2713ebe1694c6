"""One tree of errors, each with an exit code and a hint.

::

    PlanparseError                 1  a bug or something unforeseen
    ├── UsageError                 2  the call makes no sense
    ├── InputError                 3  the file cannot be read
    │   ├── InputMissing              no such file, a directory, no permission
    │   ├── InputUnsupported          content that is none of ours
    │   ├── InputDamaged              broken, truncated, without pages
    │   ├── InputEncrypted            behind a password
    │   └── InputTooLarge             a bomb: pixels, bytes or pages beyond the bounds
    ├── OcrUnavailable             4  no Tesseract, or no `vie`
    ├── NothingRecognised          5  nothing on the pages reads as a document
    ├── OutputError                3  the result cannot be written where it was asked for
    │   └── DiskFull                  nor can any other
    └── WorkerFailed               1  a worker process did not answer
        ├── WorkerTimeout             it took longer than it may and was killed
        ├── WorkerOutOfMemory         it wanted more memory than it may have
        └── WorkerCrashed             it died

Three exit codes belong to no error: 6 (done, with warnings on some pages), 130 (interrupted) and 141 (whoever
read stdout closed it).
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """The documented exit codes; scripts may rely on them."""

    GOOD = 0
    INTERNAL = 1
    USAGE = 2
    INPUT = 3
    OCR_MISSING = 4
    NOTHING = 5
    WARNINGS = 6
    INTERRUPTED = 130
    PIPE_CLOSED = 141


class PlanparseError(Exception):
    """Anything that planparse raises on purpose.

    Args:
        message: what is wrong, without a final full stop; it is brought on one line.
        hint: one line that says what to do about it; the class has a default.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.INTERNAL
    default_hint: ClassVar[str] = "run again with --debug and report what it prints"

    def __init__(self, message: str, hint: str | None = None) -> None:
        self.message = " ".join(message.split())
        super().__init__(self.message)
        self.hint = hint or self.default_hint

    def __reduce__(self) -> tuple[type[PlanparseError], tuple[str, str]]:
        """Errors cross process borders whole, hint included."""
        return type(self), (self.message, self.hint)


class UsageError(PlanparseError):
    """The call makes no sense."""

    exit_code = ExitCode.USAGE
    default_hint = "see planparse --help"


class InputError(PlanparseError):
    """The file cannot be read."""

    exit_code = ExitCode.INPUT
    default_hint = "give a PDF, TIFF, PNG, JPEG or WebP file, or plain text"


class InputMissing(InputError):
    """No such file, a directory, or no permission."""

    default_hint = "check the path and its permissions"


class InputUnsupported(InputError):
    """Content that is none of ours."""


class InputDamaged(InputError):
    """Broken, truncated, or without pages."""

    default_hint = "open it in a PDF reader; if it shows pages there, print it to a new PDF and try that"


class InputEncrypted(InputError):
    """Behind a password."""

    default_hint = "save a copy without the password and ingest that"


class InputTooLarge(InputError):
    """Pixels, bytes or pages beyond the bounds."""

    default_hint = "scan at 300 dpi or less, or split the file"


class OcrUnavailable(PlanparseError):
    """No Tesseract, or no Vietnamese data for it."""

    exit_code = ExitCode.OCR_MISSING
    default_hint = "run planparse doctor: it prints the command that installs what is missing"


class NothingRecognised(PlanparseError):
    """Nothing on the pages reads as a document."""

    exit_code = ExitCode.NOTHING
    default_hint = "look at the pages: blank, upside down, or not Vietnamese? try --ocr always"


class OutputError(PlanparseError):
    """The result cannot be written where it was asked for."""

    exit_code = ExitCode.INPUT
    default_hint = "choose another place, or see to permissions, free space, and who has it open"


class DiskFull(OutputError):
    """No room is left where results go; no other result would fare better."""

    default_hint = "make room on the disk, or choose another place"


class WorkerFailed(PlanparseError):
    """A worker process did not answer."""


class WorkerTimeout(WorkerFailed):
    """It took longer than it may and was killed."""

    default_hint = "allow it more time, or give the page a lower --dpi"


class WorkerOutOfMemory(WorkerFailed):
    """It wanted more memory than it may have."""

    default_hint = "allow it more memory, or give the page a lower --dpi"


class WorkerCrashed(WorkerFailed):
    """It died: a fault in a library it uses, or somebody killed it."""

    default_hint = "try the file again by itself; if it dies again, report the file"
