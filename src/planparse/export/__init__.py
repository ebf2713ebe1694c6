"""Records to JSON, JSON Lines, CSV, XLSX, SQLite, Parquet and calendars."""
