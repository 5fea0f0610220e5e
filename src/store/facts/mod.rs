//! Writing `facts.db`: applying the rows of a file by the policy of its format, ledger, snapshots, duplicates.
