-- When the first personal data in a file is due, as it was read: before that day nobody need look into the archived file.
-- The largest number when it holds none; NULL when it is not known (a file that was read before, waits or was refused).
ALTER TABLE import ADD COLUMN due_from INTEGER;
