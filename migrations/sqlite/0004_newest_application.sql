-- The newest application beside its candidate: the list of everyone looks nothing up.
ALTER TABLE candidates ADD COLUMN newest_application_id TEXT REFERENCES applications (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;
UPDATE candidates SET newest_application_id = (SELECT a.id FROM applications a WHERE a.candidate_id = candidates.id
    ORDER BY a.created_at DESC, a.id DESC LIMIT 1);
CREATE INDEX candidates_by_newest_application ON candidates (newest_application_id);
