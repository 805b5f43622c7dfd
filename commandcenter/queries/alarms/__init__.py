"""Alarms as they are shown: the board of a desk, and how they did over a time."""
