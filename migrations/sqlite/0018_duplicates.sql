-- What tells that two candidates may be one person: "tel:+351…", "link:linkedin.com/in/…", "name:…", "text:…".
CREATE TABLE candidate_signs (
    sign         TEXT NOT NULL,
    candidate_id TEXT NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    PRIMARY KEY (sign, candidate_id)
);
CREATE INDEX candidate_signs_by_candidate ON candidate_signs (candidate_id);

-- Two candidates who may be one person, the smaller id first; and what people decided about them.
CREATE TABLE duplicates (
    a_id       TEXT     NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    b_id       TEXT     NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    reasons    TEXT     NOT NULL,
    state      TEXT     NOT NULL DEFAULT 'open',
    found_at   DATETIME NOT NULL,
    decided_by TEXT     REFERENCES users (id),
    decided_at DATETIME,
    PRIMARY KEY (a_id, b_id)
);
CREATE INDEX duplicates_open ON duplicates (found_at DESC, a_id DESC, b_id DESC) WHERE state = 'open';
CREATE INDEX duplicates_by_b ON duplicates (b_id);

-- Two candidates made one: what moved and what went, so that it can be undone.
CREATE TABLE merges (
    id        TEXT     NOT NULL PRIMARY KEY,
    kept_id   TEXT     NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    gone_id   TEXT     NOT NULL,
    gone_name TEXT     NOT NULL,
    record    TEXT     NOT NULL,
    by_id     TEXT     NOT NULL REFERENCES users (id),
    at        DATETIME NOT NULL,
    undone_at DATETIME
);
CREATE INDEX merges_by_kept ON merges (kept_id, at DESC);
CREATE INDEX merges_by_gone ON merges (gone_id, at DESC);
