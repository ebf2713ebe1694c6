"""Pictures to words with boxes and confidence."""
