-- What searching reads: one entry a candidate, its folded words by field, and the words of names with their trigrams.
CREATE TABLE search_entries (
    ordinal      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    candidate_id TEXT   NOT NULL UNIQUE REFERENCES candidates (id) ON DELETE CASCADE,
    -- What results are narrowed by, a line each: a letter for the kind, then the value as shown.
    facets       TEXT   NOT NULL DEFAULT '',
    -- The same of their applications: position, stage and source.
    standing     TEXT   NOT NULL DEFAULT ''
);

CREATE TABLE search_words (
    ordinal  BIGINT   NOT NULL PRIMARY KEY REFERENCES search_entries (ordinal) ON DELETE CASCADE,
    -- All fields together, and those that say most about a person: name, title and skill.
    words    TSVECTOR NOT NULL,
    head     TSVECTOR NOT NULL,
    name     TSVECTOR NOT NULL,
    title    TSVECTOR NOT NULL,
    company  TSVECTOR NOT NULL,
    skill    TSVECTOR NOT NULL,
    location TSVECTOR NOT NULL,
    language TSVECTOR NOT NULL,
    contact  TSVECTOR NOT NULL,
    note     TSVECTOR NOT NULL,
    facet    TSVECTOR NOT NULL
) WITH (toast_tuple_target = 128);
-- The index answers by itself; rows without their vectors are quick to count.
CREATE INDEX search_words_by_word ON search_words
    USING gin (words, head, name, title, company, skill, location, language, contact, note, facet)
    WITH (gin_pending_list_limit = 512);

CREATE TABLE search_names (
    word    TEXT   NOT NULL,
    ordinal BIGINT NOT NULL REFERENCES search_entries (ordinal) ON DELETE CASCADE,
    PRIMARY KEY (word, ordinal)
);
CREATE INDEX search_names_by_entry ON search_names (ordinal);

CREATE TABLE search_trigrams (
    trigram TEXT NOT NULL,
    word    TEXT NOT NULL,
    PRIMARY KEY (trigram, word)
);

CREATE INDEX applications_by_source ON applications (source);
