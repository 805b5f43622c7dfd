"""The plan as data: its items, its versions, its gaps (rows)."""
