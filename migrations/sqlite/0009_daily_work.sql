-- Notes may be for their author and admins alone, and may be written anew.
ALTER TABLE notes ADD COLUMN is_private BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE notes ADD COLUMN edited_at DATETIME;

-- Whom a note names with an @.
CREATE TABLE mentions (
    user_id TEXT     NOT NULL REFERENCES users (id),
    note_id TEXT     NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
    at      DATETIME NOT NULL,
    seen_at DATETIME,
    PRIMARY KEY (user_id, note_id)
);
CREATE INDEX mentions_by_time ON mentions (user_id, at DESC, note_id DESC);
CREATE INDEX mentions_by_note ON mentions (note_id);

-- Something to do by a day, on a candidate, one of their applications, a position, or by itself.
CREATE TABLE tasks (
    id             TEXT     NOT NULL PRIMARY KEY,
    title          TEXT     NOT NULL,
    -- A day as 2026-03-31; 9999-12-31 when there is none, so that those come last.
    due            TEXT     NOT NULL,
    assignee_id    TEXT     NOT NULL REFERENCES users (id),
    candidate_id   TEXT     REFERENCES candidates (id) ON DELETE CASCADE,
    application_id TEXT     REFERENCES applications (id) ON DELETE SET NULL,
    position_id    TEXT     REFERENCES positions (id) ON DELETE CASCADE,
    created_by     TEXT     NOT NULL REFERENCES users (id),
    created_at     DATETIME NOT NULL,
    done_at        DATETIME,
    done_by        TEXT     REFERENCES users (id)
);
CREATE INDEX tasks_open ON tasks (assignee_id, due, id) WHERE done_at IS NULL;
CREATE INDEX tasks_done ON tasks (assignee_id, done_at DESC, id DESC) WHERE done_at IS NOT NULL;
CREATE INDEX tasks_by_candidate ON tasks (candidate_id, due, id);
CREATE INDEX tasks_by_position ON tasks (position_id, due, id);
CREATE INDEX tasks_by_application ON tasks (application_id);

-- What a person corrected in what a CV says, with what the newest CV says in its place.
CREATE TABLE candidate_edits (
    candidate_id TEXT     NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    field        TEXT     NOT NULL,
    value        TEXT     NOT NULL,
    cv_value     TEXT     NOT NULL,
    by_id        TEXT     REFERENCES users (id),
    at           DATETIME NOT NULL,
    PRIMARY KEY (candidate_id, field)
);

-- The CV that counts when it is not the newest.
ALTER TABLE candidates ADD COLUMN cv_id TEXT REFERENCES documents (id) ON DELETE SET NULL;

-- Documents that were taken away, and why one could not be read.
ALTER TABLE documents ADD COLUMN removed_at DATETIME;
ALTER TABLE documents ADD COLUMN problem TEXT NOT NULL DEFAULT '';
