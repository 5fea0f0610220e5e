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
