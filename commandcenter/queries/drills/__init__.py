"""Drills: the board of a drill, and the register of drills (what is shown)."""
