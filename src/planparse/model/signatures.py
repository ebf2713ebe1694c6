"""Signatures of one document, gathered from its pages and from the file itself."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planparse.model.plan import Signature

_LONG_AGO: Final = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)
_SAME_MOMENT: Final = dt.timedelta(minutes=1)


def merge(signatures: Iterable[Signature]) -> tuple[Signature, ...]:
    """Each signature once, in order of time; a stamp and the dictionary behind it are one within a minute.

    Of two that are the same the earlier given stays, and takes from the other what it lacks.
    """
    merged: list[Signature] = []
    for signature in signatures:
        for index, other in enumerate(merged):
            if _same(signature, other):
                known = {
                    "signer": other.signer or signature.signer,
                    "signed_at": other.signed_at or signature.signed_at,
                    "page": other.page or signature.page,
                }
                merged[index] = other.model_copy(update=known)
                break
        else:
            merged.append(signature)
    return tuple(sorted(merged, key=lambda item: (item.signed_at is None, item.signed_at or _LONG_AGO)))


def _same(one: Signature, two: Signature) -> bool:
    if one.signed_at is None or two.signed_at is None:
        return one.signer == two.signer
    if abs(one.signed_at - two.signed_at) > _SAME_MOMENT:
        return False
    names = {(item.signer or "").casefold() for item in (one, two)} - {""}
    return len(names) < 2  # noqa: PLR2004 - two people may sign within a minute
