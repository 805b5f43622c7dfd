"""Tables of 宣传教育 (plan 7)."""
