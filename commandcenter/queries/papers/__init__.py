"""公文: drafted, checked, signed, numbered, printed (what is shown)."""
