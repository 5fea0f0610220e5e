-- Several operators: who answers for an item, who is called to it, what waits for a second person, and the clock of leases.

-- Who answers for the item, also while nobody holds it.
ALTER TABLE item ADD COLUMN assign_uid INTEGER;
ALTER TABLE item ADD COLUMN assign_name TEXT;

-- Everybody who has worked here. `came_seq` and `left_seq`: the end of the journal when the last screen of theirs opened and
-- closed; what came since is what has changed for them.
CREATE TABLE person (
  uid      INTEGER PRIMARY KEY,
  name     TEXT NOT NULL,
  first_at INTEGER NOT NULL,
  came_at  INTEGER, came_seq INTEGER,
  left_at  INTEGER, left_seq INTEGER
);
INSERT OR IGNORE INTO person (uid, name, first_at)
SELECT j.uid, t.text ->> '$.who', j.at FROM journal j JOIN journal_text t ON t.seq = j.seq
WHERE j.uid >= 0 AND t.text ->> '$.who' <> '' ORDER BY j.seq;

-- A note names somebody: the item is in that person's view "mentions" until that person does something about it. `uid` is
-- NULL while nobody of that name has worked here.
CREATE TABLE mention (
  item INTEGER NOT NULL,
  step INTEGER NOT NULL,
  name TEXT NOT NULL,                        -- in small letters
  uid  INTEGER,
  PRIMARY KEY (item, step, name)
) WITHOUT ROWID;
CREATE INDEX mention_uid ON mention (uid, item);

-- Acts that a second person must confirm.
CREATE TABLE proposal (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  at       INTEGER NOT NULL,
  uid      INTEGER NOT NULL,
  name     TEXT NOT NULL,
  verb     TEXT NOT NULL,                    -- the stable word
  count    INTEGER NOT NULL,
  entity   TEXT NOT NULL,                    -- outside text
  body     TEXT NOT NULL,                    -- JSON of the intent
  done_at  INTEGER,
  done_uid INTEGER,
  verdict  TEXT CHECK (verdict IN ('confirmed', 'rejected'))
);
CREATE INDEX proposal_open ON proposal (id) WHERE done_at IS NULL;

-- Where each start of the machine stands on the wall clock: leases run by the clock since the start, which nobody sets.
CREATE TABLE boot (
  id    TEXT PRIMARY KEY,
  start INTEGER NOT NULL
) WITHOUT ROWID;
