"""Bytes to pages: what a file is, and the words or the picture of each of its pages."""

from planparse.ingest.document import SourceDocument, open_document

__all__ = ["SourceDocument", "open_document"]
