-- Documents, their tasks, and the units that lead and help. Dates are ISO 8601 text.
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL UNIQUE,  -- the JSON output, below the exported folder
    source TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    pages INTEGER NOT NULL,
    document_number TEXT,
    document_type TEXT,
    issuer TEXT,
    place TEXT,
    issued_on TEXT,
    title TEXT,
    year INTEGER,
    period_start TEXT,
    period_end TEXT,
    signer_title TEXT,
    signer_name TEXT,
    tasks INTEGER NOT NULL,
    confidence REAL,
    flags TEXT NOT NULL
);
CREATE TABLE tasks (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id),
    task_id TEXT NOT NULL,
    path TEXT NOT NULL,
    section TEXT,
    description TEXT NOT NULL,
    products TEXT NOT NULL,  -- a line each
    schedule TEXT,
    start TEXT,
    "end" TEXT,
    recurrence TEXT,
    page INTEGER,
    confidence REAL NOT NULL,
    flags TEXT NOT NULL  -- a line each
);
CREATE TABLE units (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    unit_id TEXT  -- its entry in the dictionary of units
);
CREATE TABLE task_units (
    task INTEGER NOT NULL REFERENCES tasks (id),
    unit INTEGER NOT NULL REFERENCES units (id),
    role TEXT NOT NULL CHECK (role IN ('lead', 'coordinating')),
    position INTEGER NOT NULL,  -- from 1, as printed
    PRIMARY KEY (task, role, position)
) WITHOUT ROWID;
CREATE TABLE problems (
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    page INTEGER,
    task_id TEXT,
    code TEXT NOT NULL,
    message TEXT NOT NULL
);
CREATE INDEX tasks_document ON tasks (document);
CREATE INDEX tasks_end ON tasks ("end");
CREATE INDEX task_units_unit ON task_units (unit);
-- Marked words are found as written, unmarked ones (`don vi chu tri`) in the second column; rowid is tasks.id.
CREATE VIRTUAL TABLE task_search USING fts5 (marked, unmarked, tokenize = "unicode61 remove_diacritics 0");
