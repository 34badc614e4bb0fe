-- One table of candidates brought in: its columns, how far it has come, and what came of it.
CREATE TABLE imports (
    id          TEXT     NOT NULL PRIMARY KEY,
    file_name   TEXT     NOT NULL,
    sha256      TEXT     NOT NULL,
    headings    JSONB     NOT NULL,
    -- What each column holds, in the order of the table.
    columns     JSONB     NOT NULL,
    state       TEXT     NOT NULL DEFAULT 'prepared',
    total       BIGINT  NOT NULL,
    -- Rows dealt with: in the transaction that dealt with them, so that none is twice.
    done        BIGINT  NOT NULL DEFAULT 0,
    added       BIGINT  NOT NULL DEFAULT 0,
    joined      BIGINT  NOT NULL DEFAULT 0,
    failed      BIGINT  NOT NULL DEFAULT 0,
    -- Of those an undo took back, how many it kept.
    kept        BIGINT  NOT NULL DEFAULT 0,
    created_by  TEXT     NOT NULL REFERENCES users (id),
    created_at  TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    undone_at   TIMESTAMPTZ
);
CREATE INDEX imports_by_time ON imports (created_at DESC, id DESC);

-- What came of each row.
CREATE TABLE import_rows (
    id           TEXT     NOT NULL PRIMARY KEY,
    import_id    TEXT     NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    number       BIGINT  NOT NULL,
    outcome      TEXT     NOT NULL,
    -- Why it failed, or why it was kept when the import was undone.
    reason       TEXT     NOT NULL DEFAULT '',
    candidate_id TEXT     REFERENCES candidates (id) ON DELETE SET NULL,
    -- What was put on someone who was known: fields, tags, a note; of a row that failed, its cells.
    detail       JSONB     NOT NULL,
    at           TIMESTAMPTZ NOT NULL,
    UNIQUE (import_id, number)
);
CREATE INDEX import_rows_by_outcome ON import_rows (import_id, outcome, number);
CREATE INDEX import_rows_by_candidate ON import_rows (candidate_id);

-- What columns with the same headings held last time.
CREATE TABLE import_headings (
    headings   TEXT     NOT NULL PRIMARY KEY,
    columns    JSONB     NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);
