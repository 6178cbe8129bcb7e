-- +goose Up
-- One row for each text, whatever number of addresses carry it.
CREATE TABLE documents (
  id     INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE, -- hex SHA-256 of text
  text   TEXT NOT NULL
) STRICT;

-- Where a text was found and how it was presented there. Rows are only ever added, in order of id; chain is the
-- SHA-256 of the row before and this one, by which the text index knows how far it has followed, and whom.
CREATE TABLE addresses (
  id        INTEGER PRIMARY KEY,
  document  INTEGER NOT NULL REFERENCES documents (id),
  article   TEXT NOT NULL UNIQUE, -- the ID of the article: hex SHA-256 of address and text
  url       TEXT NOT NULL,
  title     TEXT NOT NULL,
  publisher TEXT NOT NULL,
  byline    TEXT NOT NULL,
  published TEXT NOT NULL,        -- RFC 3339 with the page's own offset, '' if unknown
  canonical TEXT NOT NULL,
  rest      TEXT NOT NULL,        -- JSON: links, related, degraded
  chain     BLOB NOT NULL
) STRICT;

CREATE INDEX addresses_document ON addresses (document);

-- +goose Down
DROP TABLE addresses;
DROP TABLE documents;
