"""`planparse schema`."""

from __future__ import annotations

import json

from planparse.cli import console

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> None:
    """Print the JSON Schema that every output obeys.

    Example: `planparse schema > plan.schema.json`
    """
    from planparse.model.plan import PlanDocument

    schema = {"$schema": _DIALECT, **PlanDocument.model_json_schema(mode="serialization")}
    console.product(json.dumps(schema, ensure_ascii=False, indent=2) + "\n")
