"""The output contract, version 1: what `planparse schema` publishes and every output obeys.

Values are the paper's own Vietnamese in NFC, dates are ISO 8601. What the document does not give is None or
empty, never a guess without a flag.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - pydantic needs it when the classes are built
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

LOSS_CODES = frozenset(
    {"page_timeout", "page_crashed", "page_unreadable", "page_too_large", "ocr_failed", "file_truncated"}
)
"""Warnings that mean lost content; the others only ask for a look."""

Fraction = Annotated[float, Field(ge=0.0, le=1.0)]
Recurrence = Literal["continuous", "weekly", "monthly", "quarterly", "yearly", "periodic"]


class Flag(StrEnum):
    """Why a person should look at a task: the closed list."""

    MISSING_LEAD = "missing_lead"
    """Nobody is named to lead it."""
    MISSING_SCHEDULE = "missing_schedule"
    """The plan gives other tasks a time and this one none."""
    SCHEDULE_NOT_UNDERSTOOD = "schedule_not_understood"
    """A time is printed that the grammar cannot read."""
    LOW_CONFIDENCE_TEXT = "low_confidence_text"
    """The words below it were read with little certainty."""
    NUMBER_OUT_OF_ORDER = "number_out_of_order"
    """Its number was mended by, or does not follow, the order of the list."""
    TASK_FROM_ORGANISATION_CHAPTER = "task_from_organisation_chapter"
    """Taken from the organisation chapter, the only place where work is assigned."""
    TABLE_NOT_UNDERSTOOD = "table_not_understood"
    """It stands in a table whose columns could not be told apart."""


class DocumentFlag(StrEnum):
    """Why a person should look at the head of a document: the closed list."""

    HANDWRITTEN_NUMBER = "handwritten_number"
    """The number was read with so little certainty, as handwriting is, that it is left open."""
    HANDWRITTEN_DATE = "handwritten_date"
    """The same of the day."""
    MISSING_NUMBER = "missing_number"
    """`Số:` is printed and the number left blank."""
    MISSING_DATE = "missing_date"
    """The day or the month is left blank."""
    DATE_NOT_UNDERSTOOD = "date_not_understood"
    """The figures make no date."""
    DOUBTFUL_SIGNER = "doubtful_signer"
    """The signer's name was read with little certainty, as below seals and pens, or was not found."""


class Contract(BaseModel):
    """Frozen, and strict about names."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        defer_build=True,
        json_schema_serialization_defaults_required=True,
    )


class SourcePage(Contract):
    """How one page was read."""

    number: int
    origin: Literal["text_layer", "ocr", "text"]
    """Where this page's words came from."""
    origin_reason: str = ""
    rotation: Literal[0, 90, 180, 270] = 0
    """Degrees that were undone."""
    skew: float = 0.0
    """Degrees that were undone."""
    confidence: Fraction
    """Mean word confidence after restoration."""
    seconds: float | None = 0.0
    """Time that reading took; None in the outputs of a batch, which are the same bytes each time."""
    steps: list[str] = []
    """What was done to the picture, in order."""


class Source(Contract):
    """The file."""

    name: str
    sha256: str
    media_type: str
    page_count: int
    pages: list[SourcePage]


class DocumentType(Contract):
    """One of the document types of Decree 30/2020/NĐ-CP, annex III."""

    code: str
    name: str


class Period(Contract):
    """The days that the title's year or years span."""

    start: dt.date
    end: dt.date


class LegalBasis(Contract):
    """A numbered instrument that the document rests on."""

    type: str
    number: str
    date: dt.date | None = None
    issuer: str | None = None


class Signer(Contract):
    """Who signed, and as what."""

    title: str | None = None
    name: str | None = None
    confidence: Fraction = 1.0
    """How sure the name is: that it was read so, and that the likeliest of its readings was chosen."""
    observed: str | None = None
    """The name as it was read, where another reading of its marks was chosen."""


class Signature(Contract):
    """A digital signature: its stamp on the page, or the PDF's own."""

    signer: str | None = None
    signed_at: dt.datetime | None = None
    page: int | None = None


class Document(Contract):
    """The document's head and foot."""

    type: DocumentType | None = None
    number: str | None = None
    issuer: str | None = None
    """The signing agency, with its parent or province where that names it."""
    place: str | None = None
    issued_on: dt.date | None = None
    title: str | None = None
    """The summary line or lines under the document type."""
    year: int | None = None
    """The year that the title names; None for a period of several."""
    period: Period | None = None
    legal_bases: list[LegalBasis] = []
    """Every numbered instrument named before chapter I, in order, once."""
    signer: Signer | None = None
    recipients: list[str] = []
    signatures: list[Signature] = []
    flags: list[DocumentFlag] = []
    """Why a person should look at the head."""


class Section(Contract):
    """A numbered heading."""

    path: list[str]
    title: str
    page: int | None = None


class Unit(Contract):
    """An organisation as printed, and its entry in the dictionary if known."""

    name: str
    unit_id: str | None = None


class Schedule(Contract):
    """A time as printed, and the days that it fixes."""

    text: str
    start: dt.date | None = None
    end: dt.date | None = None
    recurrence: Recurrence | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Schedule:
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"schedule ends {self.end} before it starts {self.start}")
        return self


class Evidence(Contract):
    """Where on the paper a task stands."""

    page: int
    bbox: tuple[float, float, float, float] | None = None
    """x0, top, x1, bottom in PDF points, origin top left; None for text input."""


class Task(Contract):
    """Work ordered."""

    id: str
    """Stable across runs: document number # path."""
    path: list[str]
    """The numbering as printed; a table row: ``["annex", "II", "1", "1.1"]``."""
    description: str
    lead_units: list[Unit] = []
    coordinating_units: list[Unit] = []
    products: list[str] = []
    """One entry per printed sub-bullet."""
    schedule: Schedule | None = None
    legal_bases: list[LegalBasis] = []
    """Numbered instruments that the task's own text cites."""
    evidence: list[Evidence] = []
    confidence: Fraction
    """How sure the pipeline is of the whole record."""
    flags: list[Flag] = []


class OutputWarning(Contract):
    """A bad page, or anything else that did not stop the run."""

    code: str
    message: str
    page: int | None = None


class ParsedPlan(Contract):
    """What the parser gives: the output without its source."""

    document: Document
    sections: list[Section] = []
    tasks: list[Task] = []
    warnings: list[OutputWarning] = []


class PlanDocument(Contract):
    """One document, whole: the root of the output."""

    schema_version: Literal["1"] = "1"
    source: Source
    document: Document
    sections: list[Section] = []
    tasks: list[Task] = []
    warnings: list[OutputWarning] = []

    @property
    def lost_content(self) -> bool:
        """Whether a warning says that something of the file could not be read (exit code 6)."""
        return any(warning.code in LOSS_CODES for warning in self.warnings)
