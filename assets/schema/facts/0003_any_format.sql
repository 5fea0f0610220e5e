-- What any report format may need beside its own table.

-- Personal data of a row that is no order's: comments, a rater's address. `id` is the row's key, its parts separated by
-- U+001F; `fields` is a JSON object of column and value (D12).
CREATE TABLE row_person (
  format TEXT NOT NULL, store TEXT NOT NULL, id TEXT NOT NULL, fields TEXT NOT NULL,
  import INTEGER NOT NULL, purge_after INTEGER NOT NULL,
  PRIMARY KEY (format, store, id)
) WITHOUT ROWID;
CREATE INDEX row_person_purge ON row_person (purge_after);

-- What a file has all rows of: a settlement, or the days from one to another. An older file adds nothing to it. `market` is
-- empty for rows of the whole account.
CREATE TABLE scope (
  "table" TEXT NOT NULL, store TEXT NOT NULL, market TEXT NOT NULL,
  from_value TEXT NOT NULL, to_value TEXT NOT NULL, as_of INTEGER NOT NULL, import INTEGER NOT NULL,
  PRIMARY KEY ("table", store, market, from_value, to_value, import)
) WITHOUT ROWID;

-- The marketplaces that a store has rows of (H2).
CREATE TABLE store_market (store TEXT NOT NULL, market TEXT NOT NULL, PRIMARY KEY (store, market)) WITHOUT ROWID;
INSERT INTO store_market
  SELECT store, market FROM order_line UNION SELECT store, market FROM unshipped_line UNION
  SELECT store, market FROM fba_inventory UNION SELECT store, market FROM fba_planning UNION
  SELECT store, market FROM ads_term UNION SELECT store, market FROM metric UNION SELECT store, market FROM message;

-- A file may be taken back (H17): one more state of the ledger.
CREATE TABLE import_new (
  seq            INTEGER PRIMARY KEY,
  store          TEXT NOT NULL,
  market         TEXT,
  format         TEXT,
  name           TEXT NOT NULL,
  sha256         TEXT NOT NULL,
  bytes          INTEGER NOT NULL,
  modified_at    INTEGER NOT NULL,
  received_at    INTEGER NOT NULL,
  finished_at    INTEGER NOT NULL,
  as_of          INTEGER NOT NULL,
  encoding       TEXT NOT NULL DEFAULT '',
  columns        INTEGER NOT NULL DEFAULT 0,
  unknown        TEXT NOT NULL DEFAULT '[]',
  rows           INTEGER NOT NULL DEFAULT 0,
  inserted       INTEGER NOT NULL DEFAULT 0,
  updated        INTEGER NOT NULL DEFAULT 0,
  unchanged      INTEGER NOT NULL DEFAULT 0,
  rejected       INTEGER NOT NULL DEFAULT 0,
  state          TEXT NOT NULL CHECK (state IN ('applied','partly','waiting','refused','duplicate','undone')),
  question       TEXT,
  refusal        TEXT,
  duplicate_of   INTEGER,
  parser_version INTEGER NOT NULL,
  seconds        REAL NOT NULL DEFAULT 0
);
INSERT INTO import_new (seq, store, market, format, name, sha256, bytes, modified_at, received_at, finished_at, as_of, encoding, columns, unknown, rows, inserted, updated, unchanged, rejected, state, question, refusal, duplicate_of, parser_version, seconds) SELECT seq, store, market, format, name, sha256, bytes, modified_at, received_at, finished_at, as_of, encoding, columns, unknown, rows, inserted, updated, unchanged, rejected, state, question, refusal, duplicate_of, parser_version, seconds FROM import;
DROP TABLE import;
ALTER TABLE import_new RENAME TO import;
CREATE INDEX import_by_content ON import (store, sha256);
CREATE INDEX import_by_format ON import (format, store, market, as_of, state);
CREATE INDEX import_by_name ON import (store, name);
CREATE INDEX import_problem ON import (seq) WHERE state IN ('waiting', 'refused', 'partly');
