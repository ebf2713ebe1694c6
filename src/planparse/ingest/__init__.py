"""Bytes to pages: what a file is, and the words or the picture of each of its pages."""
