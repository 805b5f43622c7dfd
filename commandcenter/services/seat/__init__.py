"""Who sits where: accounts, drafts, what waits for a person (what a person does)."""
