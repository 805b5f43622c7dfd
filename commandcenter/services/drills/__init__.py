"""Drills: conducting one, and the register of drills (what a person does)."""
