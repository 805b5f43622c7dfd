"""The desk: one window with a rail, a head, pages, and what waits for the person at its side."""
