-- Sales and traffic, listings, fees.

-- What was sold and looked at. One row per grain, days and product: grain is day, week, month (of the whole store; blank
-- ids) or parent, child, sku (over start_day to end_day). Sales are minor units of `currency`, buy_box is the share of the
-- page views with the Featured Offer in millionths; b2b is the part of Amazon Business customers within the total. Other
-- rates follow from the counts.
CREATE TABLE traffic (
  store TEXT NOT NULL, market TEXT NOT NULL, grain TEXT NOT NULL, start_day TEXT NOT NULL, end_day TEXT NOT NULL,
  parent_asin TEXT NOT NULL, child_asin TEXT NOT NULL, sku TEXT NOT NULL, title TEXT, currency TEXT,
  units INTEGER, units_b2b INTEGER, order_items INTEGER, order_items_b2b INTEGER, sales INTEGER, sales_b2b INTEGER,
  sessions INTEGER, sessions_b2b INTEGER, sessions_app INTEGER, sessions_app_b2b INTEGER, sessions_browser INTEGER,
  sessions_browser_b2b INTEGER, views INTEGER, views_b2b INTEGER, views_app INTEGER, views_app_b2b INTEGER,
  views_browser INTEGER, views_browser_b2b INTEGER, buy_box INTEGER, buy_box_b2b INTEGER, offers INTEGER,
  parents INTEGER, units_refunded INTEGER, feedback INTEGER, negative_feedback INTEGER, claims INTEGER,
  claims_amount INTEGER, shipped_sales INTEGER, units_shipped INTEGER, orders_shipped INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX traffic_key ON traffic (store, market, grain, start_day, end_day, parent_asin, child_asin, sku);
CREATE INDEX traffic_asin ON traffic (store, market, child_asin, end_day) WHERE child_asin <> '';

-- All listings, one row per day and SKU. price is minor units of the marketplace's currency, quantity is NULL for FBA,
-- opened is the text of the file, description_digest is eight bytes of the description's SHA-256 in hex, status is active,
-- inactive, incomplete, or the file's own word.
CREATE TABLE listing (
  store TEXT NOT NULL, market TEXT NOT NULL, snapshot_day TEXT NOT NULL, sku TEXT NOT NULL, listing_id TEXT, asin TEXT,
  title TEXT, description_digest TEXT, currency TEXT, price INTEGER, quantity INTEGER, pending INTEGER, opened TEXT,
  product_id TEXT, product_id_type TEXT, condition TEXT, condition_note TEXT, channel TEXT, business_price INTEGER,
  shipping_group TEXT, status TEXT,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX listing_key ON listing (store, market, snapshot_day, sku);
CREATE INDEX listing_sku ON listing (store, market, sku, snapshot_day);

-- Active listings, one row per day and SKU: as `listing`, without the status that the file has not.
CREATE TABLE listing_active (
  store TEXT NOT NULL, market TEXT NOT NULL, snapshot_day TEXT NOT NULL, sku TEXT NOT NULL, listing_id TEXT, asin TEXT,
  title TEXT, description_digest TEXT, currency TEXT, price INTEGER, quantity INTEGER, pending INTEGER, opened TEXT,
  product_id TEXT, product_id_type TEXT, condition TEXT, condition_note TEXT, channel TEXT, business_price INTEGER,
  shipping_group TEXT,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX listing_active_key ON listing_active (store, market, snapshot_day, sku);
CREATE INDEX listing_active_sku ON listing_active (store, market, sku, snapshot_day);

-- Open listings, one row per day and SKU. price is minor units of the marketplace's currency, quantity is NULL for FBA.
CREATE TABLE listing_open (
  store TEXT NOT NULL, market TEXT NOT NULL, snapshot_day TEXT NOT NULL, sku TEXT NOT NULL, asin TEXT, currency TEXT,
  price INTEGER, quantity INTEGER, business_price INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX listing_open_key ON listing_open (store, market, snapshot_day, sku);
CREATE INDEX listing_open_sku ON listing_open (store, market, sku, snapshot_day);

-- What Amazon expects to charge for a unit, one row per day, store of Amazon and SKU. Amounts are minor units of
-- `currency`, sides and weight are thousandths of side_unit and weight_unit; efn_ is the fee to another country.
CREATE TABLE fee_preview (
  store TEXT NOT NULL, market TEXT NOT NULL, snapshot_day TEXT NOT NULL, sku TEXT NOT NULL, fnsku TEXT, asin TEXT,
  title TEXT, product_group TEXT, brand TEXT, fulfilled_by TEXT, local_inventory INTEGER, currency TEXT, price INTEGER,
  sales_price INTEGER, longest_side INTEGER, median_side INTEGER, shortest_side INTEGER, girth INTEGER, side_unit TEXT,
  weight INTEGER, weight_unit TEXT, size_tier TEXT, fee_total INTEGER, referral_fee INTEGER, closing_fee INTEGER,
  order_fee INTEGER, pick_pack_fee INTEGER, weight_fee INTEGER, fulfillment_fee INTEGER, efn_uk INTEGER,
  efn_de INTEGER, efn_fr INTEGER, efn_it INTEGER, efn_es INTEGER, efn_se INTEGER, future_total INTEGER,
  future_order_fee INTEGER, future_pick_pack_fee INTEGER, future_weight_fee INTEGER, future_fulfillment_fee INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX fee_preview_key ON fee_preview (store, market, snapshot_day, sku);
CREATE INDEX fee_preview_sku ON fee_preview (store, market, sku, snapshot_day);
