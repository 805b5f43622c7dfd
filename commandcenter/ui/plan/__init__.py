"""The plan as data: its items, its versions, its gaps (screens and forms)."""
