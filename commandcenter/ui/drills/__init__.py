"""Drills on screen: the edge of every window, the conductor's desk, the register."""
