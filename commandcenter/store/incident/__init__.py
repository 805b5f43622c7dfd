"""An incident's life: registered, graded, responded to, ended (rows)."""
