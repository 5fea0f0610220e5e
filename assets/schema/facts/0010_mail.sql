-- The mails before a message in its conversation (Message-IDs, blanks between them, the answered one last), and what was
-- attached to it: a JSON list of name, type, bytes and whether it is blocked. The attachments themselves are not kept.
ALTER TABLE message ADD COLUMN refs TEXT;
ALTER TABLE message_person ADD COLUMN files TEXT;

-- A mailbox brings thousands of mails at once, and for each it is asked whether its answer came before it.
CREATE INDEX message_reply ON message (store, in_reply_to) WHERE in_reply_to IS NOT NULL;

-- The decision on a chargeback is one of the claims, and no chargeback to answer.
DROP INDEX message_claim;
CREATE INDEX message_claim ON message (sent_at DESC)
  WHERE class IN ('claim', 'claim-decision', 'chargeback', 'chargeback-decision');
