"""Reports: the ledger in words and tables, for the people who review it."""
