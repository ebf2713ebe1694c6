"""Lines to plan: outline, fields, records."""
