-- A number that moves with every change of an item: for as long as it stands, a reader keeps the open items in memory.
CREATE TABLE item_stamp (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  n   INTEGER NOT NULL
);
INSERT INTO item_stamp (one, n) VALUES (1, 0);
CREATE TRIGGER item_stamp_insert AFTER INSERT ON item BEGIN UPDATE item_stamp SET n = n + 1; END;
CREATE TRIGGER item_stamp_update AFTER UPDATE ON item BEGIN UPDATE item_stamp SET n = n + 1; END;
CREATE TRIGGER item_stamp_delete AFTER DELETE ON item BEGIN UPDATE item_stamp SET n = n + 1; END;

-- What an operator did, by time: the closing line counts the acts of the day.
CREATE INDEX journal_acts ON journal (uid, at) WHERE verb IN ('done', 'dismiss', 'snooze', 'sign-off');
