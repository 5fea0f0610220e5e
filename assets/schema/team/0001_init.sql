-- team.db: what people decided, and the state of the queue. Short immediate transactions by every process (D3).
-- Never edit this file once it is released: add the next one.

-- Work items. Numbers, never sentences: the text is made in the reader's language (H5). Ids are never reused.
CREATE TABLE item (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  version        INTEGER NOT NULL DEFAULT 1,
  ladder         TEXT NOT NULL,
  store          TEXT NOT NULL,
  market         TEXT NOT NULL DEFAULT '',   -- '' for what belongs to the whole store
  subject        TEXT NOT NULL,
  epoch          TEXT NOT NULL,
  kind           TEXT NOT NULL,
  lane           TEXT NOT NULL CHECK (lane IN ('now','today','week','free')),
  due_at         INTEGER,
  state          TEXT NOT NULL CHECK (state IN ('open','acted','cleared','dismissed')),
  entity         TEXT NOT NULL,              -- outside text
  money          INTEGER, currency TEXT,     -- what is at stake
  daily_money    INTEGER, daily_currency TEXT, -- at risk per day, for the order only (H10)
  hero           INTEGER NOT NULL DEFAULT 0,
  numbers        TEXT NOT NULL,              -- JSON
  evidence       TEXT NOT NULL,              -- JSON: sha256, file, row, as_of
  cleared_by     TEXT, cleared_how TEXT,     -- JSON evidence and stable word
  opened_at      INTEGER NOT NULL,
  changed_at     INTEGER NOT NULL,
  changed_by     TEXT NOT NULL DEFAULT '-',
  closed_at      INTEGER,                    -- acted, cleared or dismissed since
  claim_uid      INTEGER, claim_name TEXT, claim_until INTEGER,
  snooze_until   INTEGER,                    -- wakes then
  snooze_format  TEXT,                       -- wakes with the next import of this format ('' : of any) ...
  snooze_at      INTEGER,                    -- ... that is received after this moment
  dismiss_reason TEXT, dismiss_until INTEGER,
  reopened       INTEGER NOT NULL DEFAULT 0,
  seen_at        INTEGER NOT NULL            -- the moment of which `evidence` speaks, for sorting and filtering
);
CREATE UNIQUE INDEX item_key ON item (ladder, store, market, subject, epoch);
CREATE INDEX item_open ON item (state, lane, due_at);
CREATE INDEX item_closed ON item (closed_at) WHERE closed_at IS NOT NULL;

-- The journal: append-only, chained and versioned from its first row (D9). The chain covers ids, numbers and hashes of
-- text, never the text itself, so a purge does not break it.
CREATE TABLE journal (
  seq      INTEGER PRIMARY KEY,              -- 1, 2, 3 without gaps
  version  INTEGER NOT NULL,                 -- of the row's format
  at       INTEGER NOT NULL,
  uid      INTEGER NOT NULL,                 -- -1 for the rules
  step     INTEGER NOT NULL,                 -- rows of one act share the seq of its first row
  verb     TEXT NOT NULL,
  item     INTEGER,
  item_version INTEGER,                      -- version after the act
  before   TEXT NOT NULL DEFAULT '{}',       -- JSON of the item's changeable part before, for undo
  detail   TEXT NOT NULL DEFAULT '{}',       -- JSON of ids and numbers
  undoes   INTEGER,                          -- the step that this one takes back
  text_sha TEXT,                             -- sha256(salt, text) of journal_text
  prev     TEXT NOT NULL,
  hash     TEXT NOT NULL
);
CREATE INDEX journal_item ON journal (item, seq) WHERE item IS NOT NULL;
CREATE INDEX journal_step ON journal (step);
CREATE INDEX journal_undoes ON journal (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX journal_own ON journal (uid, seq);
CREATE TRIGGER journal_keep_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_keep_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
-- Also stops INSERT OR REPLACE, which no delete trigger sees unless recursive_triggers is on.
CREATE TRIGGER journal_keep_order BEFORE INSERT ON journal
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- Notes, names and old values, with their salt; a purge deletes them without breaking the chain.
CREATE TABLE journal_text (
  seq         INTEGER PRIMARY KEY,
  salt        BLOB NOT NULL,
  text        TEXT NOT NULL,                 -- JSON: who, note, entity, held (who held the item before)
  purge_after INTEGER
);
CREATE TRIGGER journal_text_keep_update BEFORE UPDATE OF seq, salt, text ON journal_text
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- Sign-offs of the practices; the journal has the act, `step` is its step. A second one in a period stands beside the first.
CREATE TABLE signoff (
  practice TEXT NOT NULL,
  period   TEXT NOT NULL,
  at       INTEGER NOT NULL,
  uid      INTEGER NOT NULL,
  name     TEXT NOT NULL,
  note     TEXT NOT NULL,
  step     INTEGER NOT NULL,
  PRIMARY KEY (practice, period, step)
) WITHOUT ROWID;

-- What screens and commands ask of the worker (H4).
CREATE TABLE request (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  at       INTEGER NOT NULL,
  uid      INTEGER NOT NULL,
  name     TEXT NOT NULL,
  body     TEXT NOT NULL,                    -- JSON
  done_at  INTEGER,
  answer   TEXT                              -- JSON import report, or the error's words
);
CREATE INDEX request_open ON request (id) WHERE done_at IS NULL;

-- The last pass of the rules: after a crash between the two commits the next start runs them again (H4).
CREATE TABLE rules_run (
  one       INTEGER PRIMARY KEY CHECK (one = 1),
  import    INTEGER NOT NULL,
  pack      TEXT NOT NULL,
  at        INTEGER NOT NULL,
  next_due  INTEGER
);

-- Settings changed on the screen, and when the team began.
CREATE TABLE setting (
  key        TEXT PRIMARY KEY,
  value      TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) WITHOUT ROWID;
