"""Who signed a PDF, from the certificate in its signature (CMS, RFC 5652), without any cryptography.

The signature is not verified: a stamp on the page is not either. It tells who claims to have signed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMON_NAME: Final = bytes((0x55, 0x04, 0x03))
_SEQUENCE, _SET, _INTEGER, _OID, _CONTEXT_0 = 0x30, 0x31, 0x02, 0x06, 0xA0
_TEXTS: Final = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1E: "utf-16-be"}
_LONG_FORM, _MOST_LENGTH_BYTES = 0x80, 4
_SUBJECT_AT: Final = 4
"""Fields of a certificate after its serial number: algorithm, issuer, validity, subject."""


def signer_name(signature: bytes) -> str | None:
    """The common name of the certificate that signed, or None where the bytes do not tell.

    Args:
        signature: a CMS SignedData in DER, zeros after it allowed, as in a PDF's /Contents.
    """
    try:
        return _signer_name(signature)
    except (LookupError, StopIteration, ValueError):
        return None


def _signer_name(signature: bytes) -> str | None:
    (_, outer) = next(_items(signature))
    content = dict(_items(outer))[_CONTEXT_0]
    (_, signed) = next(_items(content))
    parts = list(_items(signed))
    certificates = next((body for tag, body in parts if tag == _CONTEXT_0), b"")
    subjects = dict(_subject(body) for tag, body in _items(certificates) if tag == _SEQUENCE)
    signers = next((body for tag, body in reversed(parts) if tag == _SET), b"")
    for _, signer in _items(signers):
        serial = _serial_of_signer(signer)
        if serial in subjects:
            return _common_name(subjects[serial])
    return _common_name(next(iter(subjects.values()))) if len(subjects) == 1 else None


def _serial_of_signer(signer: bytes) -> bytes | None:
    issuer_and_serial = next((body for tag, body in _items(signer) if tag == _SEQUENCE), b"")
    return next((body for tag, body in _items(issuer_and_serial) if tag == _INTEGER), None)


def _subject(certificate: bytes) -> tuple[bytes, bytes]:
    """A certificate's serial number and subject."""
    (_, to_be_signed) = next(_items(certificate))
    fields = [(tag, body) for tag, body in _items(to_be_signed) if tag != _CONTEXT_0]
    return fields[0][1], fields[_SUBJECT_AT][1]


def _common_name(name: bytes) -> str | None:
    for _, relative in _items(name):
        for _, pair in _items(relative):
            (kind, oid), (tag, value) = list(_items(pair))[:2]
            if kind == _OID and oid == _COMMON_NAME and tag in _TEXTS:
                return value.decode(_TEXTS[tag]).strip() or None
    return None


def _items(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag and body of each value in a row, DER."""
    place = 0
    while place + 1 < len(data) and data[place]:
        tag, length = data[place], data[place + 1]
        place += 2
        if length >= _LONG_FORM:
            count = length - _LONG_FORM
            if not 0 < count <= _MOST_LENGTH_BYTES:
                raise ValueError("no definite length")
            length = int.from_bytes(data[place : place + count], "big")
            place += count
        yield tag, data[place : place + length]
        place += length
