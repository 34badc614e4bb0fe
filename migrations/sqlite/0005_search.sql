-- What searching reads: one entry a candidate, its folded words by field, and the words of names with their trigrams.
CREATE TABLE search_entries (
    ordinal      INTEGER NOT NULL PRIMARY KEY,
    candidate_id TEXT    NOT NULL UNIQUE REFERENCES candidates (id) ON DELETE CASCADE,
    -- What results are narrowed by, a line each: a letter for the kind, then the value as shown.
    facets       TEXT    NOT NULL DEFAULT '',
    -- The same of their applications: position, stage and source.
    standing     TEXT    NOT NULL DEFAULT ''
);

-- Under the entry's ordinal. The texts themselves stay where they are.
CREATE VIRTUAL TABLE search_words USING fts5 (
    name, title, company, skill, location, language, contact, note, cv, facet,
    content = '', contentless_delete = 1, tokenize = 'unicode61'
);
CREATE TRIGGER search_entries_gone AFTER DELETE ON search_entries BEGIN
    DELETE FROM search_words WHERE rowid = OLD.ordinal;
END;

CREATE TABLE search_names (
    word    TEXT    NOT NULL,
    ordinal INTEGER NOT NULL REFERENCES search_entries (ordinal) ON DELETE CASCADE,
    PRIMARY KEY (word, ordinal)
) WITHOUT ROWID;
CREATE INDEX search_names_by_entry ON search_names (ordinal);

CREATE TABLE search_trigrams (
    trigram TEXT NOT NULL,
    word    TEXT NOT NULL,
    PRIMARY KEY (trigram, word)
) WITHOUT ROWID;

CREATE INDEX applications_by_source ON applications (source);
