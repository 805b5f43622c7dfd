"""Floor 1: the plan's rules. Standard library only; values in, values or RuleBroken out."""
