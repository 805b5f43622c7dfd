"""Floor 2: the shared database, and the only place that knows a dialect."""
