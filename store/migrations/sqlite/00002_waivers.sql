-- +goose Up

-- A run of a program that knew neither has none: the empty string is what its record derives to.
ALTER TABLE findings ADD COLUMN fingerprint TEXT NOT NULL DEFAULT ''; -- tells the finding in later versions of the story
ALTER TABLE findings ADD COLUMN waived TEXT NOT NULL DEFAULT '';      -- why it may stand; '' if nobody said
ALTER TABLE findings ADD COLUMN waived_by TEXT NOT NULL DEFAULT '';   -- who said so: "text" for a marker in the story, else the file, and the name if one was given
