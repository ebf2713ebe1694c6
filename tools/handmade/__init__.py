"""Files made by hand, byte by byte, for tests: small PDFs with what real ones have, and hostile files."""
