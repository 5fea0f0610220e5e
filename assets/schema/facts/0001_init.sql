-- facts.db: what the files said. Written by the holder of worker.lock alone, a whole file in one transaction (H3, H4);
-- rebuilt from the archive at any time. Times are UTC seconds, days are YYYY-MM-DD of the marketplace, money is minor units
-- of the currency beside it, ratios are millionths, decimals thousandths. `import` and `line` say where a row comes from.
-- Never edit this file once it is released: add the next one.

-- The ledger: one row per file that was read. `seq` is the archive's sequence number.
CREATE TABLE import (
  seq            INTEGER PRIMARY KEY,
  store          TEXT NOT NULL,
  market         TEXT,                    -- from folder or command line
  format         TEXT,
  name           TEXT NOT NULL,           -- original name, outside text
  sha256         TEXT NOT NULL,           -- of the file as it came; kept after redaction
  bytes          INTEGER NOT NULL,
  modified_at    INTEGER NOT NULL,
  received_at    INTEGER NOT NULL,
  finished_at    INTEGER NOT NULL,
  as_of          INTEGER NOT NULL,        -- the moment of which the file speaks
  encoding       TEXT NOT NULL DEFAULT '',
  columns        INTEGER NOT NULL DEFAULT 0,
  unknown        TEXT NOT NULL DEFAULT '[]',  -- JSON list of column names that no documentation has
  rows           INTEGER NOT NULL DEFAULT 0,  -- = inserted + updated + unchanged + rejected (H9)
  inserted       INTEGER NOT NULL DEFAULT 0,
  updated        INTEGER NOT NULL DEFAULT 0,
  unchanged      INTEGER NOT NULL DEFAULT 0,
  rejected       INTEGER NOT NULL DEFAULT 0,
  state          TEXT NOT NULL CHECK (state IN ('applied','partly','waiting','refused','duplicate')),
  question       TEXT,                    -- JSON, when waiting
  refusal        TEXT,                    -- JSON, when refused
  duplicate_of   INTEGER,
  parser_version INTEGER NOT NULL,
  seconds        REAL NOT NULL DEFAULT 0
);
CREATE INDEX import_by_content ON import (store, sha256);
CREATE INDEX import_by_format ON import (format, store, market, as_of, state);
CREATE INDEX import_by_name ON import (store, name);
CREATE INDEX import_problem ON import (seq) WHERE state IN ('waiting', 'refused', 'partly');

-- Records that were not taken, with their line. `value` is outside text.
CREATE TABLE reject (
  import  INTEGER NOT NULL,
  line    INTEGER NOT NULL,
  "column" TEXT NOT NULL,
  value   TEXT NOT NULL,
  problem TEXT NOT NULL                   -- JSON
);
CREATE INDEX reject_by_import ON reject (import, line);

-- Cells of columns outside the format's table (H18): they may be a name or a phone, so they are purged.
CREATE TABLE extra (
  import      INTEGER NOT NULL,
  line        INTEGER NOT NULL,
  store       TEXT NOT NULL,
  cells       TEXT NOT NULL,              -- JSON object: column name as read, value as read
  purge_after INTEGER NOT NULL,
  PRIMARY KEY (import, line)
) WITHOUT ROWID;
CREATE INDEX extra_purge ON extra (purge_after);

-- Complete snapshots that closed something or are the present state of their scope (H8).
CREATE TABLE snapshot (
  format TEXT NOT NULL,
  store  TEXT NOT NULL,
  market TEXT NOT NULL,
  as_of  INTEGER NOT NULL,
  rows   INTEGER NOT NULL,
  import INTEGER NOT NULL,
  PRIMARY KEY (format, store, market, as_of)
) WITHOUT ROWID;

-- All Orders. Key: order, SKU, occurrence of that SKU in the order (there is no order-item id). item_price is the line's total.
CREATE TABLE order_line (
  store TEXT NOT NULL, market TEXT NOT NULL, order_id TEXT NOT NULL, sku TEXT NOT NULL, occurrence INTEGER NOT NULL,
  purchased_at INTEGER, updated_at INTEGER, order_status TEXT, channel TEXT, sales_channel TEXT, ship_service TEXT,
  title TEXT, asin TEXT, item_status TEXT, units INTEGER, currency TEXT,
  item_price INTEGER, item_tax INTEGER, shipping_price INTEGER, shipping_tax INTEGER, gift_price INTEGER, gift_tax INTEGER,
  item_discount INTEGER, ship_discount INTEGER, ship_state TEXT, ship_country TEXT, is_business INTEGER,
  is_replacement INTEGER, cancel_requested INTEGER, cancel_reason TEXT, signature_recommended INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL,                 -- which columns the row was last written with
  row_hash INTEGER NOT NULL               -- of those columns' values: an equal row is not written again
);
CREATE UNIQUE INDEX order_line_key ON order_line (store, order_id, sku, occurrence);
CREATE INDEX order_line_purchased ON order_line (purchased_at DESC);
CREATE INDEX order_line_cancelled ON order_line (purchased_at DESC)
  WHERE item_status = 'Cancelled' OR order_status = 'Cancelled' OR cancel_requested = 1;
CREATE INDEX order_line_open ON order_line (store, market, order_id)
  WHERE item_status NOT IN ('Shipped', 'Cancelled') AND channel = 'Merchant';

-- Personal data of an order, from whichever report has it (D12). `fields` is a JSON object of column and value.
CREATE TABLE order_person (
  store TEXT NOT NULL, order_id TEXT NOT NULL, fields TEXT NOT NULL,
  import INTEGER NOT NULL, purge_after INTEGER NOT NULL,
  PRIMARY KEY (store, order_id)
) WITHOUT ROWID;
CREATE INDEX order_person_purge ON order_person (purge_after);

-- Unshipped orders: a line stays, closed, when a later complete snapshot no longer lists it.
CREATE TABLE unshipped_line (
  store TEXT NOT NULL, market TEXT NOT NULL, order_item_id TEXT NOT NULL, order_id TEXT NOT NULL,
  purchased_at INTEGER, paid_at INTEGER, reported_at INTEGER, promise_at INTEGER, days_past_promise INTEGER,
  sku TEXT NOT NULL, title TEXT, units_purchased INTEGER, units_shipped INTEGER, units_to_ship INTEGER, ship_service TEXT,
  sales_channel TEXT, ship_state TEXT, ship_country TEXT, is_business INTEGER, is_prime INTEGER, is_premium INTEGER,
  cancel_requested INTEGER, cancel_reason TEXT, verge_of_cancellation INTEGER, verge_of_late INTEGER,
  signature_recommended INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  closed_at INTEGER, closed_import INTEGER -- as-of and number of the snapshot that no longer lists it
);
CREATE UNIQUE INDEX unshipped_line_key ON unshipped_line (store, order_item_id);
CREATE INDEX unshipped_line_order ON unshipped_line (store, order_id);
CREATE INDEX unshipped_line_open ON unshipped_line (promise_at) WHERE closed_at IS NULL;

-- Manage FBA Inventory: one row per day of the file and SKU; the newest day of a scope is the present state.
CREATE TABLE fba_inventory (
  store TEXT NOT NULL, market TEXT NOT NULL, snapshot_day TEXT NOT NULL, sku TEXT NOT NULL,
  fnsku TEXT, asin TEXT, title TEXT, condition TEXT, price INTEGER, currency TEXT, mfn_listing INTEGER,
  mfn_fulfillable INTEGER, afn_listing INTEGER, warehouse INTEGER, fulfillable INTEGER, unsellable INTEGER, reserved INTEGER,
  total INTEGER, unit_volume INTEGER, inbound_working INTEGER, inbound_shipped INTEGER, inbound_receiving INTEGER,
  researching INTEGER, reserved_future INTEGER, future_buyable INTEGER, store_name TEXT,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, snapshot_day, sku)
) WITHOUT ROWID;
CREATE INDEX fba_inventory_sku ON fba_inventory (store, market, sku, snapshot_day, fulfillable);

-- FBA Inventory Planning: one row per snapshot day, SKU and condition.
CREATE TABLE fba_planning (
  store TEXT NOT NULL, market TEXT NOT NULL, snapshot_day TEXT NOT NULL, sku TEXT NOT NULL, condition TEXT NOT NULL DEFAULT '',
  fnsku TEXT, asin TEXT, title TEXT, available INTEGER, fc_transfer INTEGER, pending_removal INTEGER,
  age_0_90 INTEGER, age_91_180 INTEGER, age_181_270 INTEGER, age_271_365 INTEGER, age_366_455 INTEGER, age_456_plus INTEGER,
  currency TEXT, units_t7 INTEGER, units_t30 INTEGER, units_t60 INTEGER, units_t90 INTEGER, alert TEXT,
  price INTEGER, sales_price INTEGER, recommended_action TEXT, sell_through INTEGER, days_of_supply INTEGER, excess INTEGER,
  inbound INTEGER, inbound_working INTEGER, inbound_shipped INTEGER, inbound_received INTEGER, reserved INTEGER,
  unfulfillable INTEGER, sales_t7 INTEGER, sales_t30 INTEGER, sales_t60 INTEGER, sales_t90 INTEGER, storage_cost INTEGER,
  historical_supply INTEGER, minimum_level INTEGER, health TEXT, ship_in_units INTEGER, ship_in_day TEXT,
  low_fee_exempt INTEGER, low_fee_applied INTEGER, short_supply INTEGER, long_supply INTEGER, total_supply_days INTEGER,
  supplier TEXT, is_seasonal INTEGER, season_name TEXT,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, snapshot_day, sku, condition)
) WITHOUT ROWID;
CREATE INDEX fba_planning_sku ON fba_planning (store, market, sku, snapshot_day, available);

-- Sponsored Products search terms, one row per period and natural key. grain is daily or summary; daily beats summary (H11).
CREATE TABLE ads_term (
  store TEXT NOT NULL, market TEXT NOT NULL, window_days INTEGER NOT NULL, start_day TEXT NOT NULL, end_day TEXT NOT NULL,
  grain TEXT NOT NULL, campaign TEXT NOT NULL, ad_group TEXT NOT NULL, targeting TEXT NOT NULL DEFAULT '',
  match_type TEXT NOT NULL DEFAULT '', term TEXT NOT NULL, portfolio TEXT, country TEXT, retailer TEXT, currency TEXT,
  impressions INTEGER, clicks INTEGER, spend INTEGER, sales INTEGER, orders INTEGER, units INTEGER,
  own_units INTEGER, other_units INTEGER, own_sales INTEGER, other_sales INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX ads_term_key ON ads_term
  (store, market, window_days, start_day, end_day, campaign, ad_group, targeting, match_type, term);
CREATE INDEX ads_term_day ON ads_term (store, market, end_day);
CREATE INDEX ads_term_term ON ads_term (store, market, term, end_day);

-- The period that a search-term file covers (H11): a newer file replaces overlapping summaries.
CREATE TABLE ads_period (
  import INTEGER NOT NULL, store TEXT NOT NULL, market TEXT NOT NULL, window_days INTEGER NOT NULL,
  grain TEXT NOT NULL, from_day TEXT NOT NULL, to_day TEXT NOT NULL, as_of INTEGER NOT NULL,
  PRIMARY KEY (store, market, window_days, grain, import)
) WITHOUT ROWID;

-- Account metrics, one row per marketplace, metric, fulfilment and end of the reporting range.
CREATE TABLE metric (
  store TEXT NOT NULL, market TEXT NOT NULL, metric TEXT NOT NULL, fulfilment TEXT NOT NULL DEFAULT '',
  reported_to INTEGER NOT NULL, reported_from INTEGER, orders INTEGER, defects INTEGER, rate INTEGER, target INTEGER,
  target_condition TEXT, status TEXT, claims INTEGER, chargebacks INTEGER, negative_feedback INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, metric, fulfilment, reported_to)
) WITHOUT ROWID;

-- Mail. Identity is the Message-ID, else the file's hash (H16). `thread` is decided once, when the message comes.
CREATE TABLE message (
  store TEXT NOT NULL, market TEXT NOT NULL, message_id TEXT NOT NULL, thread TEXT NOT NULL, sent_at INTEGER NOT NULL,
  direction TEXT NOT NULL,               -- in (from a buyer), out (ours), notice (from Amazon)
  class TEXT NOT NULL, needs_answer INTEGER NOT NULL, trusted INTEGER NOT NULL, order_id TEXT, case_id TEXT, asin TEXT,
  relay TEXT, in_reply_to TEXT, attachments INTEGER, respond_by INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, message_id)
) WITHOUT ROWID;
CREATE INDEX message_thread ON message (store, thread, sent_at);
CREATE INDEX message_sent ON message (sent_at DESC);
CREATE INDEX message_claim ON message (sent_at DESC) WHERE class IN ('claim', 'claim-decision', 'chargeback');
CREATE INDEX message_order ON message (store, order_id) WHERE order_id IS NOT NULL;
CREATE INDEX message_case ON message (store, case_id) WHERE case_id IS NOT NULL;
CREATE INDEX message_relay ON message (store, relay, sent_at) WHERE relay IS NOT NULL;

CREATE TABLE message_person (
  store TEXT NOT NULL, message_id TEXT NOT NULL, subject TEXT, from_name TEXT, from_address TEXT, to_address TEXT, body TEXT,
  purge_after INTEGER NOT NULL,
  PRIMARY KEY (store, message_id)
) WITHOUT ROWID;
CREATE INDEX message_person_purge ON message_person (purge_after);
