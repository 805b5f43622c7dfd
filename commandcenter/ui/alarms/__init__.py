"""Alarms at a desk: the bar on every page and dialog, the list, and what is heard of them."""
