"""The public surface: few names, all there, in whatever order rooms are imported."""

from __future__ import annotations

import importlib

import planparse


def test_the_public_names_are_these() -> None:
    assert sorted(planparse.__all__) == [
        "PlanDocument",
        "PlanparseError",
        "RestoredText",
        "Settings",
        "__version__",
        "ingest",
        "restore_text",
    ]
    assert all(getattr(planparse, name) is not None for name in planparse.__all__)
    assert set(planparse.__all__) <= set(dir(planparse))


def test_ingest_stays_the_function_when_its_room_is_imported() -> None:
    importlib.import_module("planparse.ingest.document")
    from planparse import ingest

    assert callable(ingest)
    assert ingest.__module__ == "planparse.pipeline"
