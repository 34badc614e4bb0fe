-- Words the workspace puts on candidates. `folded` is the name in lower case: one tag, however it is typed.
CREATE TABLE tags (
    id         TEXT     NOT NULL PRIMARY KEY,
    name       TEXT     NOT NULL,
    folded     TEXT     NOT NULL UNIQUE,
    -- Candidates that carry it, kept by every change.
    candidates INTEGER  NOT NULL DEFAULT 0,
    created_by TEXT     REFERENCES users (id),
    created_at DATETIME NOT NULL
);
CREATE INDEX tags_by_use ON tags (candidates DESC, folded);

CREATE TABLE candidate_tags (
    candidate_id TEXT     NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    tag_id       TEXT     NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    added_by     TEXT     REFERENCES users (id),
    added_at     DATETIME NOT NULL,
    PRIMARY KEY (candidate_id, tag_id)
);
CREATE INDEX candidate_tags_by_tag ON candidate_tags (tag_id, candidate_id);

-- Named lists of candidates for later.
CREATE TABLE pools (
    id         TEXT     NOT NULL PRIMARY KEY,
    name       TEXT     NOT NULL,
    purpose    TEXT     NOT NULL DEFAULT '',
    owner_id   TEXT     NOT NULL REFERENCES users (id),
    is_private BOOLEAN  NOT NULL DEFAULT FALSE,
    -- Candidates in it, kept by every change.
    members    INTEGER  NOT NULL DEFAULT 0,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    version    INTEGER  NOT NULL DEFAULT 1
);
CREATE INDEX pools_by_name ON pools (name, id);

CREATE TABLE pool_members (
    pool_id      TEXT     NOT NULL REFERENCES pools (id) ON DELETE CASCADE,
    candidate_id TEXT     NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    why          TEXT     NOT NULL DEFAULT '',
    added_by     TEXT     REFERENCES users (id),
    added_at     DATETIME NOT NULL,
    PRIMARY KEY (pool_id, candidate_id)
);
CREATE INDEX pool_members_by_time ON pool_members (pool_id, added_at DESC, candidate_id DESC);
CREATE INDEX pool_members_by_candidate ON pool_members (candidate_id, pool_id);

-- What was taken away and can be brought back for thirty days: the rows as they were, by kind.
CREATE TABLE undos (
    id           TEXT     NOT NULL PRIMARY KEY,
    kind         TEXT     NOT NULL,
    candidate_id TEXT     REFERENCES candidates (id) ON DELETE CASCADE,
    data         TEXT     NOT NULL,
    by_id        TEXT     NOT NULL REFERENCES users (id),
    at           DATETIME NOT NULL,
    undone_at    DATETIME
);
CREATE INDEX undos_by_time ON undos (at);
CREATE INDEX undos_by_candidate ON undos (candidate_id);
