-- When an application's CV was first looked at: its page opened by someone of the team, or a move or a verdict by
-- anybody. None while it waits for that, and again when a newer CV comes.
ALTER TABLE applications ADD COLUMN reviewed_at DATETIME;
UPDATE applications SET reviewed_at = COALESCE(
    (SELECT MIN(m.at) FROM moves m WHERE m.application_id = applications.id),
    (SELECT MIN(o.at) FROM overrules o WHERE o.application_id = applications.id));
CREATE INDEX applications_unreviewed ON applications (stage_id, outcome, reviewed_at, entered_stage_at, id) WHERE reviewed_at IS NULL;
CREATE INDEX applications_by_arrival ON applications (position_id, created_at DESC, id DESC);

CREATE INDEX mentions_unseen ON mentions (user_id, at DESC, note_id DESC) WHERE seen_at IS NULL;

-- Tasks of everyone, and those asked of others.
CREATE INDEX tasks_open_by_day ON tasks (due, id) WHERE done_at IS NULL;
CREATE INDEX tasks_done_by_time ON tasks (done_at DESC, id DESC) WHERE done_at IS NOT NULL;
CREATE INDEX tasks_given_open ON tasks (created_by, due, id) WHERE done_at IS NULL;
CREATE INDEX tasks_given_done ON tasks (created_by, done_at DESC, id DESC) WHERE done_at IS NOT NULL;
