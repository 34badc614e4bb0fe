-- One table of candidates brought in: its columns, how far it has come, and what came of it.
CREATE TABLE imports (
    id          TEXT     NOT NULL PRIMARY KEY,
    file_name   TEXT     NOT NULL,
    sha256      TEXT     NOT NULL,
    headings    TEXT     NOT NULL,
    -- What each column holds, in the order of the table.
    columns     TEXT     NOT NULL,
    state       TEXT     NOT NULL DEFAULT 'prepared',
    total       INTEGER  NOT NULL,
    -- Rows dealt with: in the transaction that dealt with them, so that none is twice.
    done        INTEGER  NOT NULL DEFAULT 0,
    added       INTEGER  NOT NULL DEFAULT 0,
    joined      INTEGER  NOT NULL DEFAULT 0,
    failed      INTEGER  NOT NULL DEFAULT 0,
    -- Of those an undo took back, how many it kept.
    kept        INTEGER  NOT NULL DEFAULT 0,
    created_by  TEXT     NOT NULL REFERENCES users (id),
    created_at  DATETIME NOT NULL,
    finished_at DATETIME,
    undone_at   DATETIME
);
CREATE INDEX imports_by_time ON imports (created_at DESC, id DESC);

-- What came of each row.
CREATE TABLE import_rows (
    id           TEXT     NOT NULL PRIMARY KEY,
    import_id    TEXT     NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    number       INTEGER  NOT NULL,
    outcome      TEXT     NOT NULL,
    -- Why it failed, or why it was kept when the import was undone.
    reason       TEXT     NOT NULL DEFAULT '',
    candidate_id TEXT     REFERENCES candidates (id) ON DELETE SET NULL,
    -- What was put on someone who was known: fields, tags, a note; of a row that failed, its cells.
    detail       TEXT     NOT NULL,
    at           DATETIME NOT NULL,
    UNIQUE (import_id, number)
);
CREATE INDEX import_rows_by_outcome ON import_rows (import_id, outcome, number);
CREATE INDEX import_rows_by_candidate ON import_rows (candidate_id);

-- What columns with the same headings held last time.
CREATE TABLE import_headings (
    headings   TEXT     NOT NULL PRIMARY KEY,
    columns    TEXT     NOT NULL,
    updated_at DATETIME NOT NULL
);
