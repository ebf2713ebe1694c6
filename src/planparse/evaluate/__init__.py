"""Scores of text and records against gold."""
