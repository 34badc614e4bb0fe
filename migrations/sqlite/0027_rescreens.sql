-- Words a position looks for or would rather not find, one a line. They change with the requirements, under one version.
ALTER TABLE positions ADD COLUMN must_words TEXT NOT NULL DEFAULT '';
ALTER TABLE positions ADD COLUMN avoid_words TEXT NOT NULL DEFAULT '';

-- Everyone of a position screened again, and why.
CREATE TABLE rescreens (
    id                   TEXT NOT NULL PRIMARY KEY,
    position_id          TEXT NOT NULL REFERENCES positions (id) ON DELETE CASCADE,
    requirements_version INTEGER NOT NULL,
    -- What changed, a sentence each.
    changes              TEXT NOT NULL DEFAULT '[]',
    -- Applications there were to screen.
    total                INTEGER NOT NULL,
    by_id                TEXT REFERENCES users (id),
    started_at           DATETIME NOT NULL,
    finished_at          DATETIME
);
CREATE INDEX rescreens_by_position ON rescreens (position_id, started_at DESC, id DESC);

CREATE TABLE rescreen_rows (
    rescreen_id    TEXT NOT NULL REFERENCES rescreens (id) ON DELETE CASCADE,
    application_id TEXT NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    fit_before     INTEGER NOT NULL,
    fit_after      INTEGER NOT NULL,
    band_before    TEXT NOT NULL,
    band_after     TEXT NOT NULL,
    -- How far it moved: bands first, then points. Orders the page.
    distance       INTEGER NOT NULL,
    -- Requirements whose verdict or weight changed, and why.
    changes        TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (rescreen_id, application_id)
);
CREATE INDEX rescreen_rows_by_distance ON rescreen_rows (rescreen_id, distance DESC, application_id);
