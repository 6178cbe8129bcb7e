-- +goose Up
-- What a model endpoint answered, so that an audit can be repeated without it. Rows are only ever added.
CREATE TABLE answers (
  id     INTEGER PRIMARY KEY,
  key    TEXT NOT NULL, -- hex SHA-256 of model, prompts and the digests of what was asked about
  digest TEXT NOT NULL, -- hex SHA-256 of value
  value  BLOB NOT NULL  -- JSON: the answer and the digests of all prompts and answers that led to it
) STRICT;

CREATE INDEX answers_key ON answers (key, id);

-- +goose Down
DROP TABLE answers;
