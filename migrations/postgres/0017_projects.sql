CREATE TABLE project_tags (
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    tag        TEXT NOT NULL,
    PRIMARY KEY (project_id, tag)
);
CREATE INDEX project_tags_by_tag ON project_tags (tag, project_id);
CREATE INDEX projects_by_name ON projects (name, id);

-- One change of status of one or more projects, with what each was before, so that it can be undone.
CREATE TABLE project_changes (
    id        TEXT     NOT NULL PRIMARY KEY,
    status    TEXT     NOT NULL,
    was       JSONB    NOT NULL,
    by_id     TEXT     NOT NULL REFERENCES users (id),
    at        TIMESTAMPTZ NOT NULL,
    undone_at TIMESTAMPTZ
);

-- Documents taken off their list; their files stay.
CREATE TABLE removed_documents (
    document_id TEXT     NOT NULL PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    by_id       TEXT     NOT NULL REFERENCES users (id),
    at          TIMESTAMPTZ NOT NULL
);
CREATE INDEX documents_by_project ON documents (project_id, created_at DESC);
