"""The command: steps, orders, the duty room, the groups in the field (screens and forms)."""
