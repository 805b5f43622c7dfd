"""Alarms in the database: their rows, and what asks for one."""
