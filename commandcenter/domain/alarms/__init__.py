"""Alarms: what needs a person's act in time, who it reaches, and when it climbs."""
