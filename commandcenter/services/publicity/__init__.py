"""Publicity: activities, cases, research (what a person does)."""
