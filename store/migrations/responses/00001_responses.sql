-- +goose Up
-- What servers sent, unpacked, each once whatever number of answers carried it.
CREATE TABLE bodies (
  id     INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE, -- hex SHA-256 of body
  body   BLOB NOT NULL
) STRICT;

-- What came of each fetch, with a page or without, in order. Rows are only ever added.
CREATE TABLE responses (
  id      INTEGER PRIMARY KEY,
  address TEXT NOT NULL,    -- asked for; no address here carries credentials, keys or a fragment
  via     TEXT NOT NULL,    -- JSON: addresses that sent on
  final   TEXT NOT NULL,    -- the last address that was asked
  at      TEXT NOT NULL,    -- RFC 3339, '' if unknown
  outcome TEXT NOT NULL,    -- fetched, unchanged, refused, robots, limited, no_page, too_large, timed_out, damaged, unreachable
  status  INTEGER NOT NULL, -- of the last answer; 0 if there was none
  header  TEXT NOT NULL,    -- JSON: fields of the last answer, without cookies and the like
  body    INTEGER REFERENCES bodies (id), -- NULL without a page
  reason  TEXT NOT NULL,    -- why there is no page, in a sentence
  proxy   TEXT NOT NULL,    -- host and port, '' for none
  inside  INTEGER NOT NULL  -- 1: from an address that is not public and was allowed
) STRICT;

CREATE INDEX responses_address ON responses (address, id);

-- +goose Down
DROP TABLE responses;
DROP TABLE bodies;
