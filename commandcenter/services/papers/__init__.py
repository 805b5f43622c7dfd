"""公文: drafted, checked, signed, numbered, printed (what a person does)."""
