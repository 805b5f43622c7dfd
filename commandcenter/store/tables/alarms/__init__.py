"""Tables of the alarms."""
