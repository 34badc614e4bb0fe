-- What a position's table is put in order by, beside each application: a join has no index.
ALTER TABLE applications ADD COLUMN candidate_name TEXT NOT NULL DEFAULT '';
-- Years; -1 where they are not known.
ALTER TABLE applications ADD COLUMN experience REAL NOT NULL DEFAULT -1;
UPDATE applications SET candidate_name = c.name, experience = COALESCE(c.experience_years, -1)
FROM candidates c WHERE c.id = applications.candidate_id;
CREATE INDEX applications_by_name ON applications (position_id, outcome, candidate_name, id);
CREATE INDEX applications_by_experience ON applications (position_id, outcome, experience, id);
CREATE INDEX applications_by_entry ON applications (position_id, outcome, entered_stage_at, id);
CREATE INDEX applications_by_applied ON applications (position_id, outcome, created_at, id);
CREATE INDEX applications_by_change ON applications (position_id, outcome, updated_at, id);
-- Orders of everyone. What someone was considered for last stands in them too: it is filtered by, and in its row it lies
-- behind all that a CV said.
DROP INDEX candidates_by_update;
DROP INDEX candidates_by_name;
CREATE INDEX candidates_by_update ON candidates (updated_at DESC, id DESC, newest_application_id);
CREATE INDEX candidates_by_name ON candidates (name, id, newest_application_id);
CREATE INDEX candidates_by_experience ON candidates (COALESCE(experience_years, -1), id, newest_application_id);
CREATE INDEX candidates_by_arrival ON candidates (created_at, id, newest_application_id);

-- A CV, a correction, a merge, an import or an undo may change either: whatever does, the copies follow.
CREATE TRIGGER applications_come AFTER INSERT ON applications BEGIN
    UPDATE applications SET candidate_name = c.name, experience = COALESCE(c.experience_years, -1)
    FROM candidates c WHERE c.id = NEW.candidate_id AND applications.id = NEW.id;
END;
CREATE TRIGGER applications_change_hands AFTER UPDATE OF candidate_id ON applications BEGIN
    UPDATE applications SET candidate_name = c.name, experience = COALESCE(c.experience_years, -1)
    FROM candidates c WHERE c.id = NEW.candidate_id AND applications.id = NEW.id;
END;
CREATE TRIGGER candidates_come AFTER INSERT ON candidates BEGIN
    UPDATE applications SET candidate_name = NEW.name, experience = COALESCE(NEW.experience_years, -1)
    WHERE candidate_id = NEW.id;
END;
CREATE TRIGGER candidates_change AFTER UPDATE OF name, experience_years ON candidates
WHEN NEW.name <> OLD.name OR NEW.experience_years IS NOT OLD.experience_years BEGIN
    UPDATE applications SET candidate_name = NEW.name, experience = COALESCE(NEW.experience_years, -1)
    WHERE candidate_id = NEW.id;
END;

-- Views of tables that someone gave a name.
CREATE TABLE saved_views (
    id          TEXT     NOT NULL PRIMARY KEY,
    user_id     TEXT     NOT NULL REFERENCES users (id),
    -- Whose table it is; none for everyone in the workspace.
    position_id TEXT     REFERENCES positions (id) ON DELETE CASCADE,
    name        TEXT     NOT NULL,
    -- Filters, order and columns, as in the address.
    query       TEXT     NOT NULL,
    shared      BOOLEAN  NOT NULL DEFAULT FALSE,
    created_at  DATETIME NOT NULL
);
CREATE INDEX saved_views_by_table ON saved_views (COALESCE(position_id, ''), name);

-- One deed done to many.
CREATE TABLE bulks (
    id          TEXT     NOT NULL PRIMARY KEY,
    -- Whose table they were chosen on; none for everyone in the workspace.
    position_id TEXT     REFERENCES positions (id) ON DELETE CASCADE,
    deed        TEXT     NOT NULL,
    -- The stage, owner, tag, pool or position it leads to, or the reason.
    argument    TEXT     NOT NULL DEFAULT '',
    -- The table as it was, to go back to.
    query       TEXT     NOT NULL DEFAULT '',
    by_id       TEXT     NOT NULL REFERENCES users (id),
    at          DATETIME NOT NULL,
    undone_at   DATETIME
);

CREATE TABLE bulk_items (
    id             TEXT     NOT NULL PRIMARY KEY,
    bulk_id        TEXT     NOT NULL REFERENCES bulks (id) ON DELETE CASCADE,
    candidate_id   TEXT     NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    application_id TEXT     REFERENCES applications (id) ON DELETE SET NULL,
    -- Where they stood when they were chosen: a stage, or the word of an outcome.
    seen           TEXT     NOT NULL DEFAULT '',
    state          TEXT     NOT NULL DEFAULT 'waiting',
    -- Why it was refused, or could not be undone.
    why            TEXT     NOT NULL DEFAULT '',
    -- What undoes it: moves made together, the owner before, an application.
    before         TEXT     NOT NULL DEFAULT ''
);
CREATE INDEX bulk_items_by_state ON bulk_items (bulk_id, state, id);
CREATE INDEX bulk_items_by_candidate ON bulk_items (candidate_id);
CREATE INDEX bulk_items_by_application ON bulk_items (application_id);
