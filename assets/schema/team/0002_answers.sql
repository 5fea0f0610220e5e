-- Answers that hold for the next files too. They are decisions of people, so they are kept here, for all operators, and
-- not in facts.db. What was read by them has its answer in the archive beside the file: a rebuild does not look here.
CREATE TABLE answer (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  store      TEXT NOT NULL,
  format     TEXT NOT NULL,              -- of the files that it holds for
  ask        TEXT NOT NULL CHECK (ask IN ('mapping','marketplace','date-order')),
  subject    TEXT NOT NULL,              -- mapping: hash of the header's names; date-order: the column; else ''
  answer     TEXT NOT NULL,              -- mapping: JSON; else the answer as it was given
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
);
CREATE UNIQUE INDEX answer_key ON answer (store, format, ask, subject);
