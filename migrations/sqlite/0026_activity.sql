-- The feed by who did it, by what it is, and by both.
CREATE INDEX activities_by_actor ON activities (actor_id, at DESC, id DESC);
CREATE INDEX activities_by_kind ON activities (kind, at DESC, id DESC);
CREATE INDEX activities_by_actor_and_kind ON activities (actor_id, kind, at DESC, id DESC);
