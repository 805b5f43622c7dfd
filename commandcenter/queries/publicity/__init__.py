"""Publicity: activities, cases, research (what is shown)."""
