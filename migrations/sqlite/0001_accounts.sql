-- The workspace: one row, made by the set-up page.
CREATE TABLE workspace (
    id                  INTEGER  NOT NULL PRIMARY KEY CHECK (id = 1),
    name                TEXT     NOT NULL,
    time_zone           TEXT     NOT NULL,
    strong_from         INTEGER  NOT NULL DEFAULT 75,
    potential_from      INTEGER  NOT NULL DEFAULT 50,
    sample              BOOLEAN  NOT NULL DEFAULT FALSE,
    created_at          DATETIME NOT NULL
);

CREATE TABLE users (
    id              TEXT     NOT NULL PRIMARY KEY,
    email           TEXT     NOT NULL UNIQUE,
    name            TEXT     NOT NULL,
    role            TEXT     NOT NULL,
    password_hash   TEXT     NOT NULL,
    active          BOOLEAN  NOT NULL DEFAULT TRUE,
    created_at      DATETIME NOT NULL,
    last_sign_in_at DATETIME
);

CREATE TABLE sessions (
    id         TEXT     NOT NULL PRIMARY KEY,
    user_id    TEXT,
    data       BLOB     NOT NULL,
    expires_at DATETIME NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE throttle (
    key TEXT     NOT NULL,
    at  DATETIME NOT NULL
);
CREATE INDEX throttle_by_key ON throttle (key, at);
CREATE INDEX throttle_by_time ON throttle (at);
