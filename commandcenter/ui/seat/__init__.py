"""Who sits where: accounts, drafts, what waits for a person (screens and forms)."""
