-- The position that everyone of an import is considered for, unless their row names another.
ALTER TABLE imports ADD COLUMN position_id TEXT REFERENCES positions (id);
-- What trying the table came to, until it begins: the page shows it without reading the table again.
ALTER TABLE imports ADD COLUMN preview TEXT;

-- A whole workspace made into one file, to be fetched for a while.
CREATE TABLE archives (
    id          TEXT     NOT NULL PRIMARY KEY,
    state       TEXT     NOT NULL DEFAULT 'running',
    -- Rows and files to write, and those written.
    total       INTEGER  NOT NULL DEFAULT 0,
    done        INTEGER  NOT NULL DEFAULT 0,
    -- The finished file; its name among the files is empty before, and again once it has expired.
    sha256      TEXT     NOT NULL DEFAULT '',
    size        INTEGER  NOT NULL DEFAULT 0,
    -- Files that rows name and that were not there.
    missing     INTEGER  NOT NULL DEFAULT 0,
    created_by  TEXT     NOT NULL REFERENCES users (id),
    created_at  DATETIME NOT NULL,
    finished_at DATETIME,
    expires_at  DATETIME
);
CREATE INDEX archives_by_time ON archives (created_at DESC, id DESC);
-- One at a time.
CREATE UNIQUE INDEX archives_one_running ON archives (state) WHERE state = 'running';
