"""What a perfect reading of a sample plan is: gold records in the flat shape of ``planparse evaluate``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paper.source import Group, Passage, SamplePlan, Work

if TYPE_CHECKING:
    from collections.abc import Iterator


def gold_records(plan: SamplePlan) -> dict[str, Any]:
    """Document, sections and tasks, ready for JSON."""
    head, document = plan.letterhead, plan.document
    return {
        "document": {
            "type": document["type"],
            "number": head["number"],
            "place": head["place"],
            "issued_on": head["issued_on"].isoformat(),
            "issuer": document["issuer"],
            "title": document["title"].replace("\n", " "),
            "year": document.get("year"),
            "legal_bases": [
                {**basis, "date": basis["date"].isoformat()} for basis in document.get("legal_bases", ())
            ],
            "signer": plan.signature["name"],
        },
        "sections": list(_sections(plan)),
        "tasks": [_task(work) for work in plan.works],
    }


def _sections(plan: SamplePlan) -> Iterator[dict[str, Any]]:
    for item in (*plan.nodes, *(plan.annex.rows if plan.annex else ())):
        if isinstance(item, Passage) and item.heading:
            yield {"path": list(item.path), "title": item.heading}
        elif isinstance(item, Group):
            yield {"path": list(item.path), "title": item.group}


def _task(work: Work) -> dict[str, Any]:
    return {
        "path": list(work.path),
        "text": work.task,
        "lead": list(work.lead),
        "coordinating": list(work.coordinating),
        "products": "\n".join(work.products) or None,
        "time": work.time,
        "start": work.start.isoformat() if work.start else None,
        "end": work.end.isoformat() if work.end else None,
        "recurring": work.recurring,
    }
