CREATE TABLE clients (
    id         TEXT     NOT NULL PRIMARY KEY,
    name       TEXT     NOT NULL UNIQUE,
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE projects (
    id           TEXT     NOT NULL PRIMARY KEY,
    client_id    TEXT     NOT NULL REFERENCES clients (id),
    name         TEXT     NOT NULL,
    sector       TEXT     NOT NULL DEFAULT '',
    region       TEXT     NOT NULL DEFAULT '',
    description  TEXT     NOT NULL DEFAULT '',
    status       TEXT     NOT NULL DEFAULT 'active',
    priority     TEXT     NOT NULL DEFAULT 'normal',
    target_hires BIGINT  NOT NULL DEFAULT 1,
    owner_id     TEXT     NOT NULL REFERENCES users (id),
    created_at   TIMESTAMPTZ NOT NULL,
    updated_at   TIMESTAMPTZ NOT NULL,
    version      BIGINT  NOT NULL DEFAULT 1
);
CREATE INDEX projects_by_status ON projects (status, updated_at DESC, id DESC);
CREATE INDEX projects_by_update ON projects (updated_at DESC, id DESC);
CREATE INDEX projects_by_client ON projects (client_id);

CREATE TABLE project_members (
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    user_id    TEXT NOT NULL REFERENCES users (id),
    PRIMARY KEY (project_id, user_id)
);
CREATE INDEX project_members_by_user ON project_members (user_id, project_id);

CREATE TABLE positions (
    id                   TEXT     NOT NULL PRIMARY KEY,
    project_id           TEXT     NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    title                TEXT     NOT NULL,
    location             TEXT     NOT NULL DEFAULT '',
    openings             BIGINT  NOT NULL DEFAULT 1,
    description          TEXT     NOT NULL DEFAULT '',
    salary_from          BIGINT,
    salary_to            BIGINT,
    salary_currency      TEXT     NOT NULL DEFAULT 'EUR',
    status               TEXT     NOT NULL DEFAULT 'open',
    requirements_version BIGINT  NOT NULL DEFAULT 0,
    -- Applications rejected or withdrawn.
    closed               BIGINT   NOT NULL DEFAULT 0,
    created_at           TIMESTAMPTZ NOT NULL,
    updated_at           TIMESTAMPTZ NOT NULL,
    version              BIGINT  NOT NULL DEFAULT 1
);
CREATE INDEX positions_by_project ON positions (project_id, created_at, id);
CREATE INDEX positions_by_status ON positions (status, updated_at DESC, id DESC);

CREATE TABLE requirements (
    id          TEXT    NOT NULL PRIMARY KEY,
    position_id TEXT    NOT NULL REFERENCES positions (id) ON DELETE CASCADE,
    ordinal     BIGINT NOT NULL,
    text        TEXT    NOT NULL,
    category    TEXT    NOT NULL,
    importance  TEXT    NOT NULL,
    weight      BIGINT NOT NULL
);
CREATE INDEX requirements_by_position ON requirements (position_id, ordinal);

CREATE TABLE stages (
    id          TEXT    NOT NULL PRIMARY KEY,
    position_id TEXT    NOT NULL REFERENCES positions (id) ON DELETE CASCADE,
    ordinal     BIGINT NOT NULL,
    name        TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    -- Applications now in this stage, kept by every move: lists of positions count nothing.
    active      BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX stages_by_position ON stages (position_id, ordinal);

CREATE TABLE candidates (
    id               TEXT     NOT NULL PRIMARY KEY,
    name             TEXT     NOT NULL,
    email            TEXT,
    phone            TEXT,
    headline         TEXT     NOT NULL DEFAULT '',
    location         TEXT     NOT NULL DEFAULT '',
    experience_years DOUBLE PRECISION,
    parsed           JSONB     NOT NULL DEFAULT '{}',
    created_by       TEXT     REFERENCES users (id),
    created_at       TIMESTAMPTZ NOT NULL,
    updated_at       TIMESTAMPTZ NOT NULL
);
CREATE INDEX candidates_by_update ON candidates (updated_at DESC, id DESC);
CREATE INDEX candidates_by_name ON candidates (name, id);

-- What tells two CVs of one person apart from two persons: "email:ada@…", "sha256:…".
CREATE TABLE candidate_keys (
    key          TEXT NOT NULL PRIMARY KEY,
    candidate_id TEXT NOT NULL REFERENCES candidates (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX candidate_keys_by_candidate ON candidate_keys (candidate_id);

CREATE TABLE documents (
    id           TEXT     NOT NULL PRIMARY KEY,
    candidate_id TEXT     REFERENCES candidates (id) ON DELETE CASCADE,
    project_id   TEXT     REFERENCES projects (id) ON DELETE CASCADE,
    position_id  TEXT     REFERENCES positions (id) ON DELETE CASCADE,
    kind         TEXT     NOT NULL,
    file_name    TEXT     NOT NULL,
    media_type   TEXT     NOT NULL,
    size         BIGINT  NOT NULL,
    sha256       TEXT     NOT NULL,
    version      BIGINT  NOT NULL DEFAULT 1,
    pages        BIGINT,
    created_by   TEXT     REFERENCES users (id),
    created_at   TIMESTAMPTZ NOT NULL
);
CREATE INDEX documents_by_candidate ON documents (candidate_id, created_at DESC);
CREATE INDEX documents_by_position ON documents (position_id, created_at DESC);
CREATE INDEX documents_by_hash ON documents (sha256);

-- The text a document was read as, apart from its row so that lists stay light.
CREATE TABLE document_texts (
    document_id TEXT NOT NULL PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    text        TEXT NOT NULL,
    -- Addresses behind the text's links, as the file gives them.
    links       JSONB NOT NULL DEFAULT '[]'
);

CREATE TABLE applications (
    id               TEXT     NOT NULL PRIMARY KEY,
    position_id      TEXT     NOT NULL REFERENCES positions (id) ON DELETE CASCADE,
    candidate_id     TEXT     NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    stage_id         TEXT     NOT NULL REFERENCES stages (id),
    outcome          TEXT     NOT NULL DEFAULT 'active',
    outcome_reason   TEXT     NOT NULL DEFAULT '',
    owner_id         TEXT     REFERENCES users (id),
    source           TEXT     NOT NULL DEFAULT '',
    cv_id            TEXT     REFERENCES documents (id) ON DELETE SET NULL,
    screening_id     TEXT,
    fit              BIGINT  NOT NULL DEFAULT -1,
    overall_fit      TEXT,
    recommendation   TEXT,
    coverage         TEXT     NOT NULL DEFAULT '',
    entered_stage_at TIMESTAMPTZ NOT NULL,
    created_at       TIMESTAMPTZ NOT NULL,
    updated_at       TIMESTAMPTZ NOT NULL,
    version          BIGINT  NOT NULL DEFAULT 1,
    UNIQUE (position_id, candidate_id)
);
CREATE INDEX applications_by_fit ON applications (position_id, fit DESC, id DESC);
CREATE INDEX applications_by_outcome ON applications (position_id, outcome, fit DESC, id DESC);
CREATE INDEX applications_by_stage ON applications (stage_id, outcome, fit DESC, id DESC);
CREATE INDEX applications_by_candidate ON applications (candidate_id, created_at DESC);

-- Every change of stage or outcome, with what it was before, so that it can be undone and counted.
CREATE TABLE moves (
    id             TEXT     NOT NULL PRIMARY KEY,
    application_id TEXT     NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    from_stage_id  TEXT     NOT NULL,
    to_stage_id    TEXT     NOT NULL,
    from_outcome   TEXT     NOT NULL,
    to_outcome     TEXT     NOT NULL,
    reason         TEXT     NOT NULL DEFAULT '',
    previous_entered_stage_at TIMESTAMPTZ NOT NULL,
    by_id          TEXT     REFERENCES users (id),
    at             TIMESTAMPTZ NOT NULL,
    undone_at      TIMESTAMPTZ
);
CREATE INDEX moves_by_application ON moves (application_id, at DESC, id DESC);

CREATE TABLE screenings (
    id                   TEXT     NOT NULL PRIMARY KEY,
    application_id       TEXT     NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    document_id          TEXT     NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    requirements_version BIGINT  NOT NULL,
    engine               TEXT     NOT NULL,
    engine_version       TEXT     NOT NULL,
    fit                  BIGINT  NOT NULL,
    result               JSONB     NOT NULL,
    started_at           TIMESTAMPTZ NOT NULL,
    took_us              BIGINT  NOT NULL
);
CREATE INDEX screenings_by_application ON screenings (application_id, started_at DESC);

-- A recruiter's word against the machine's. The machine's stays in the screening.
CREATE TABLE overrules (
    id             TEXT     NOT NULL PRIMARY KEY,
    application_id TEXT     NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    requirement_id TEXT     NOT NULL,
    verdict        TEXT     NOT NULL,
    reason         TEXT     NOT NULL,
    by_id          TEXT     NOT NULL REFERENCES users (id),
    at             TIMESTAMPTZ NOT NULL,
    UNIQUE (application_id, requirement_id)
);

CREATE TABLE notes (
    id           TEXT     NOT NULL PRIMARY KEY,
    candidate_id TEXT     NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    author_id    TEXT     NOT NULL REFERENCES users (id),
    body         TEXT     NOT NULL,
    created_at   TIMESTAMPTZ NOT NULL
);
CREATE INDEX notes_by_candidate ON notes (candidate_id, created_at DESC, id DESC);

CREATE TABLE activities (
    id             TEXT     NOT NULL PRIMARY KEY,
    at             TIMESTAMPTZ NOT NULL,
    actor_id       TEXT     REFERENCES users (id),
    kind           TEXT     NOT NULL,
    project_id     TEXT,
    position_id    TEXT,
    candidate_id   TEXT,
    application_id TEXT,
    detail         JSONB     NOT NULL DEFAULT '{}'
);
CREATE INDEX activities_by_candidate ON activities (candidate_id, at DESC, id DESC);
CREATE INDEX activities_by_position ON activities (position_id, at DESC, id DESC);
CREATE INDEX activities_by_project ON activities (project_id, at DESC, id DESC);
CREATE INDEX activities_by_time ON activities (at DESC, id DESC);
