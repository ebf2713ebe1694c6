"""Facts of the language, pure."""
