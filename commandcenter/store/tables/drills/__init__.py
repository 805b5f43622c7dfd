"""Tables of drills."""
