-- Days someone should stay in a stage at most; none where nobody said.
ALTER TABLE stages ADD COLUMN target_days BIGINT;
-- Grows with every change of a position's stages, so that of two editors the second is told.
ALTER TABLE positions ADD COLUMN stages_version BIGINT NOT NULL DEFAULT 1;
-- Moves made with one hand are taken back with one hand.
ALTER TABLE moves ADD COLUMN together_id TEXT;
CREATE INDEX moves_together ON moves (together_id) WHERE together_id IS NOT NULL;
CREATE INDEX applications_by_time_in_stage ON applications (stage_id, outcome, entered_stage_at, id);

-- Stages to start a position with.
CREATE TABLE stage_templates (
    id         TEXT     NOT NULL PRIMARY KEY,
    name       TEXT     NOT NULL,
    stages     JSONB    NOT NULL,
    updated_by TEXT     REFERENCES users (id),
    updated_at TIMESTAMPTZ NOT NULL,
    removed_at TIMESTAMPTZ,
    version    BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX stage_templates_by_name ON stage_templates (name) WHERE removed_at IS NULL;

-- What is offered when someone is rejected, or withdraws.
CREATE TABLE outcome_reasons (
    outcome TEXT    NOT NULL,
    ordinal BIGINT NOT NULL,
    text    TEXT    NOT NULL,
    PRIMARY KEY (outcome, ordinal)
);
INSERT INTO outcome_reasons (outcome, ordinal, text) VALUES
    ('rejected', 0, 'A must-have is missing'),
    ('rejected', 1, 'Another candidate was stronger'),
    ('rejected', 2, 'Pay expectations are too far apart'),
    ('rejected', 3, 'Location or right to work'),
    ('rejected', 4, 'No answer'),
    ('rejected', 5, 'The position is closed'),
    ('withdrawn', 0, 'Took another offer'),
    ('withdrawn', 1, 'Stays where they are'),
    ('withdrawn', 2, 'Pay'),
    ('withdrawn', 3, 'Location or days on site'),
    ('withdrawn', 4, 'Personal reasons');
