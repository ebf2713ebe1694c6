"""The fixed phrases of `dictionaries/phrases.tsv`, as alternations for patterns."""

from __future__ import annotations

import re
from functools import lru_cache

from planparse.resources import read_table


@lru_cache(maxsize=32)
def either(role: str) -> str:
    """A group that matches any phrase of a role, the longest first.

    Example:
        >>> bool(re.fullmatch(either("marking"), "HỎA TỐC"))
        True
    """
    phrases = [row["phrase"] for row in read_table("phrases.tsv") if row["role"] == role]
    return f"(?:{'|'.join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))})"
