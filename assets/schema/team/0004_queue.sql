-- The queue at 100,000 open items: what a word is looked for in, and an index that has all that order, folds and filter need.

-- The texts of an item: what it is about, its subject, and the texts among its numbers, a line each.
ALTER TABLE item ADD COLUMN words TEXT NOT NULL DEFAULT '';
CREATE TRIGGER item_words_insert AFTER INSERT ON item
BEGIN
  UPDATE item SET words = concat_ws(char(10), NEW.entity, NULLIF(NEW.subject, NEW.entity),
    (SELECT group_concat(value ->> '$.text', char(10)) FROM json_each(NEW.numbers))) WHERE id = NEW.id;
END;
CREATE TRIGGER item_words_update AFTER UPDATE OF entity, subject, numbers ON item
WHEN NEW.entity <> OLD.entity OR NEW.subject <> OLD.subject OR NEW.numbers <> OLD.numbers
BEGIN
  UPDATE item SET words = concat_ws(char(10), NEW.entity, NULLIF(NEW.subject, NEW.entity),
    (SELECT group_concat(value ->> '$.text', char(10)) FROM json_each(NEW.numbers))) WHERE id = NEW.id;
END;
UPDATE item SET words = concat_ws(char(10), entity, NULLIF(subject, entity),
  (SELECT group_concat(value ->> '$.text', char(10)) FROM json_each(numbers)));

-- By age, so that a column that is not in it is read from rows that lie side by side.
CREATE INDEX item_queue ON item (opened_at, kind, store, market, lane, due_at, money, currency, daily_money, daily_currency,
  hero, closed_at, claim_uid, claim_name, claim_until, assign_uid, assign_name, snooze_until, snooze_format, entity, words) WHERE state = 'open';
