-- One drop of CVs on a position.
CREATE TABLE uploads (
    id          TEXT     NOT NULL PRIMARY KEY,
    position_id TEXT     NOT NULL REFERENCES positions (id) ON DELETE CASCADE,
    source      TEXT     NOT NULL DEFAULT '',
    expected    INTEGER  NOT NULL DEFAULT 0,
    created_by  TEXT     NOT NULL REFERENCES users (id),
    created_at  DATETIME NOT NULL
);
CREATE INDEX uploads_by_position ON uploads (position_id, created_at DESC);

-- One file of a drop, from its arrival to a candidate or a reason.
CREATE TABLE upload_files (
    id             TEXT     NOT NULL PRIMARY KEY,
    upload_id      TEXT     NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
    position_id    TEXT     NOT NULL REFERENCES positions (id) ON DELETE CASCADE,
    ordinal        INTEGER  NOT NULL,
    file_name      TEXT     NOT NULL,
    size           INTEGER  NOT NULL,
    sha256         TEXT     NOT NULL DEFAULT '',
    state          TEXT     NOT NULL,
    reason         TEXT     NOT NULL DEFAULT '',
    duplicate_of   TEXT     REFERENCES upload_files (id) ON DELETE CASCADE,
    candidate_id   TEXT     REFERENCES candidates (id) ON DELETE SET NULL,
    application_id TEXT     REFERENCES applications (id) ON DELETE SET NULL,
    updated_at     DATETIME NOT NULL,
    UNIQUE (upload_id, ordinal)
);
-- The first file with some content owns it on a position; the later ones are its duplicates.
CREATE UNIQUE INDEX upload_files_once ON upload_files (position_id, sha256) WHERE duplicate_of IS NULL AND sha256 <> '';
CREATE INDEX upload_files_by_state ON upload_files (upload_id, state);
CREATE INDEX upload_files_by_duplicate ON upload_files (duplicate_of);
