"""Complaints: taken in, linked, handled by law, joined to incidents (screens and forms)."""
