"""Many files: a folder in, a folder out; here or on a cluster, and on from where it stopped."""

from __future__ import annotations

from planparse.batch.running import Options, run_batch
from planparse.batch.summary import Summary

__all__ = ["Options", "Summary", "run_batch"]
