-- Keys that count nothing twice and nothing as one.

-- Campaigns of two kinds may have one name: the kind belongs to the key.
CREATE TABLE ads_campaign_table_new (
  store TEXT NOT NULL, market TEXT NOT NULL, start_day TEXT NOT NULL, end_day TEXT NOT NULL, campaign TEXT NOT NULL,
  campaign_type TEXT NOT NULL, portfolio TEXT, currency TEXT, state TEXT, status TEXT, targeting_type TEXT, strategy TEXT,
  campaign_start TEXT, campaign_end TEXT, budget INTEGER, impressions INTEGER, clicks INTEGER, spend INTEGER,
  orders INTEGER, sales INTEGER, as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, start_day, end_day, campaign, campaign_type)
);
INSERT INTO ads_campaign_table_new
  SELECT store, market, start_day, end_day, campaign, coalesce(campaign_type, ''), portfolio, currency, state, status,
    targeting_type, strategy, campaign_start, campaign_end, budget, impressions, clicks, spend, orders, sales, as_of, import,
    line, shape, row_hash
  FROM ads_campaign_table;
DROP TABLE ads_campaign_table;
ALTER TABLE ads_campaign_table_new RENAME TO ads_campaign_table;

-- A dispute is known by its order, one without by its claim's id, whenever that id was filled in; equal ones are counted.
-- One that was written again for its id alone goes.
DELETE FROM dispute WHERE order_id <> '' AND claim_id = '' AND EXISTS (
  SELECT 1 FROM dispute o WHERE o.store = dispute.store AND o.market = dispute.market AND o.kind = dispute.kind
    AND o.order_id = dispute.order_id AND o.claim_id <> '');
ALTER TABLE dispute ADD COLUMN claim_key TEXT NOT NULL DEFAULT '';
ALTER TABLE dispute ADD COLUMN occurrence INTEGER NOT NULL DEFAULT 1;
UPDATE dispute SET claim_key = CASE WHEN order_id <> '' THEN order_id ELSE claim_id END;
UPDATE dispute SET occurrence = (
  SELECT count(*) FROM dispute o WHERE o.store = dispute.store AND o.market = dispute.market AND o.kind = dispute.kind
    AND o.claim_key = dispute.claim_key AND o.rowid <= dispute.rowid);
-- Their notes are found by the same key.
UPDATE OR REPLACE row_person SET id = (
  SELECT d.market || char(31) || d.kind || char(31) || d.claim_key || char(31) || d.occurrence FROM dispute d
  WHERE d.store = row_person.store
    AND row_person.id = d.market || char(31) || d.kind || char(31) || d.order_id || char(31) || d.claim_id)
WHERE format = 'disputes' AND EXISTS (
  SELECT 1 FROM dispute d WHERE d.store = row_person.store
    AND row_person.id = d.market || char(31) || d.kind || char(31) || d.order_id || char(31) || d.claim_id);
DROP INDEX dispute_key;
CREATE UNIQUE INDEX dispute_key ON dispute (store, market, kind, claim_key, occurrence);
