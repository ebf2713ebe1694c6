"""`planparse schema`."""

from __future__ import annotations

import json

from planparse.cli import console


def schema() -> None:
    """Print the JSON Schema that every output obeys.

    Example: `planparse schema > plan.schema.json`
    """
    from planparse.model.plan import PlanDocument

    console.product(json.dumps(PlanDocument.model_json_schema(), ensure_ascii=False, indent=2) + "\n")
