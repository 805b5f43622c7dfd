"""Dialogs: what a person fills in. A refused one keeps every word that was typed."""
