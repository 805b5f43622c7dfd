"""公文: drafted, checked, signed, numbered, printed (rows)."""
