-- +goose Up

-- The same records make the same file, whenever it was made: the hour of a migration is no part of a ledger, and
-- what cannot be recomputed cannot be verified.
UPDATE goose_db_version SET tstamp = '';

-- +goose StatementBegin
CREATE TRIGGER goose_db_version_timeless AFTER INSERT ON goose_db_version
BEGIN
	UPDATE goose_db_version SET tstamp = '' WHERE id = NEW.id;
END;
-- +goose StatementEnd

-- The log. Everything below "derived" can be rebuilt from these three tables.
CREATE TABLE records (
	leaf INTEGER PRIMARY KEY,  -- place in the tree, from 0
	id   TEXT NOT NULL UNIQUE, -- hex SHA-256 of kind, a zero byte and body
	kind TEXT NOT NULL,
	at   TEXT NOT NULL,        -- RFC 3339, UTC
	hash BLOB NOT NULL CHECK (length(hash) = 32), -- leaf hash over kind, at, the digests of its pages, and body
	body TEXT NOT NULL         -- JSON
) STRICT;

CREATE TABLE hashes (
	pos  INTEGER PRIMARY KEY,  -- index among the stored hashes of golang.org/x/mod/sumdb/tlog
	hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE pages (
	id     TEXT NOT NULL PRIMARY KEY, -- hex SHA-256 of url, a zero byte and text
	leaf   INTEGER NOT NULL REFERENCES records (leaf), -- the record that brought the page; its hash covers digest
	digest TEXT NOT NULL, -- hex SHA-256 of meta, which holds id
	url    TEXT NOT NULL,
	meta   TEXT NOT NULL, -- JSON: the article without its text
	text   TEXT NOT NULL
) STRICT;
CREATE INDEX pages_leaf ON pages (leaf);

-- Append only. These stop accidents, not someone who may drop them: that is what verification is for.
-- Refusing INSERT too, because INSERT OR REPLACE passes the other triggers unless recursive_triggers is on.
-- +goose StatementBegin
CREATE TRIGGER records_insert BEFORE INSERT ON records
WHEN NEW.leaf IS NOT (SELECT coalesce(max(leaf) + 1, 0) FROM records)
	OR EXISTS (SELECT 1 FROM records WHERE id = NEW.id)
BEGIN
	SELECT RAISE(ABORT, 'the ledger is append-only: a record is added at the end, once');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER records_update BEFORE UPDATE ON records
BEGIN
	SELECT RAISE(ABORT, 'the ledger is append-only: a record is never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER records_delete BEFORE DELETE ON records
BEGIN
	SELECT RAISE(ABORT, 'the ledger is append-only: a record is never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER hashes_insert BEFORE INSERT ON hashes
WHEN NEW.pos IS NOT (SELECT coalesce(max(pos) + 1, 0) FROM hashes)
BEGIN
	SELECT RAISE(ABORT, 'the ledger is append-only: a hash is added at the end, once');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER hashes_update BEFORE UPDATE ON hashes
BEGIN
	SELECT RAISE(ABORT, 'the ledger is append-only: a hash is never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER hashes_delete BEFORE DELETE ON hashes
BEGIN
	SELECT RAISE(ABORT, 'the ledger is append-only: a hash is never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER pages_insert BEFORE INSERT ON pages
WHEN EXISTS (SELECT 1 FROM pages WHERE id = NEW.id)
BEGIN
	SELECT RAISE(ABORT, 'the ledger is append-only: a page is stored once');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER pages_update BEFORE UPDATE ON pages
BEGIN
	SELECT RAISE(ABORT, 'the ledger is append-only: a page is never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER pages_delete BEFORE DELETE ON pages
BEGIN
	SELECT RAISE(ABORT, 'the ledger is append-only: a page is never deleted');
END;
-- +goose StatementEnd

-- Derived: for reading and for tools; rebuilt from the log, and compared with it by verification. "run" is the leaf
-- of the run, "n" counts from 0 in the order of the run's body.
CREATE TABLE runs (
	run       INTEGER PRIMARY KEY REFERENCES records (leaf),
	id        TEXT NOT NULL,
	at        TEXT NOT NULL,
	article   TEXT NOT NULL,
	url       TEXT NOT NULL,
	publisher TEXT NOT NULL,
	title     TEXT NOT NULL,
	byline    TEXT NOT NULL,
	published TEXT NOT NULL, -- RFC 3339; '' if the page does not say
	program   TEXT NOT NULL,
	extractor TEXT NOT NULL,
	judge     TEXT NOT NULL,
	draft     INTEGER NOT NULL,
	claims    INTEGER NOT NULL,
	findings  INTEGER NOT NULL,
	problems  INTEGER NOT NULL
) STRICT;
CREATE INDEX runs_article ON runs (article);

CREATE TABLE claims (
	run            INTEGER NOT NULL REFERENCES runs (run),
	n              INTEGER NOT NULL,
	id             TEXT NOT NULL,
	words          TEXT NOT NULL, -- the content, as it stands in the page
	source         TEXT NOT NULL, -- the words that name the source
	cue            TEXT NOT NULL,
	kind           TEXT NOT NULL,
	class          TEXT NOT NULL,
	polarity       TEXT NOT NULL,
	quote          TEXT NOT NULL,
	name           TEXT NOT NULL,
	role           TEXT NOT NULL,
	affiliation    TEXT NOT NULL,
	official       INTEGER NOT NULL,
	charged        INTEGER NOT NULL,
	worth          REAL NOT NULL,
	via            TEXT NOT NULL,
	sentence_start INTEGER NOT NULL, -- UTF-8 bytes of the page's text, end exclusive
	sentence_end   INTEGER NOT NULL,
	PRIMARY KEY (run, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX claims_id ON claims (id);

CREATE TABLE verdicts (
	run      INTEGER NOT NULL REFERENCES runs (run),
	n        INTEGER NOT NULL, -- of the claim
	claim    TEXT NOT NULL,
	label    TEXT NOT NULL,
	reason   TEXT NOT NULL,
	score    REAL NOT NULL,
	supports INTEGER NOT NULL, -- independent origins, not articles
	refutes  INTEGER NOT NULL,
	reports  INTEGER NOT NULL,
	searches INTEGER NOT NULL,
	failed   INTEGER NOT NULL, -- searches that ended in an error
	PRIMARY KEY (run, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX verdicts_label ON verdicts (label);

CREATE TABLE evidence (
	run           INTEGER NOT NULL REFERENCES runs (run),
	n             INTEGER NOT NULL, -- of the claim
	m             INTEGER NOT NULL, -- counts the claim's evidence from 0
	claim         TEXT NOT NULL,
	article       TEXT NOT NULL REFERENCES pages (id),
	origin        TEXT NOT NULL, -- the group that it counts for
	stance        TEXT NOT NULL,
	quoted        TEXT NOT NULL, -- the words of the quote, as they stand in the page
	passage_start INTEGER NOT NULL, -- UTF-8 bytes of the page's text, end exclusive
	passage_end   INTEGER NOT NULL,
	quote_start   INTEGER NOT NULL,
	quote_end     INTEGER NOT NULL,
	p_supports    REAL NOT NULL,
	p_refutes     REAL NOT NULL,
	p_reports     REAL NOT NULL,
	p_unrelated   REAL NOT NULL,
	method        TEXT NOT NULL,
	judge         TEXT NOT NULL,
	PRIMARY KEY (run, n, m)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_article ON evidence (article);

CREATE TABLE coverage (
	run       INTEGER NOT NULL REFERENCES runs (run),
	n         INTEGER NOT NULL, -- of the group: what shares an n shares an origin
	m         INTEGER NOT NULL, -- counts the group's articles from 0, earliest first
	origin    TEXT NOT NULL,    -- the group's ID
	why       TEXT NOT NULL,
	article   TEXT NOT NULL,
	url       TEXT NOT NULL,
	publisher TEXT NOT NULL,
	title     TEXT NOT NULL,
	byline    TEXT NOT NULL,
	published TEXT NOT NULL,
	PRIMARY KEY (run, n, m)
) STRICT, WITHOUT ROWID;
CREATE INDEX coverage_article ON coverage (article);

CREATE TABLE findings (
	run      INTEGER NOT NULL REFERENCES runs (run),
	n        INTEGER NOT NULL,
	rule     TEXT NOT NULL,
	severity TEXT NOT NULL,
	claim    TEXT NOT NULL,
	message  TEXT NOT NULL,
	at_start INTEGER NOT NULL,
	at_end   INTEGER NOT NULL,
	PRIMARY KEY (run, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX findings_rule ON findings (rule);
