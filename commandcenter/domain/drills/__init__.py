"""Drills: what a script is, its clock, its score (the rules)."""
