"""保障 (plan 6): people and training, stock and vehicles, money (what is read of them)."""
