"""Drills: the mark and clock of a drill's store."""
