"""The page 宣传 (plan 7)."""
