"""An incident's life: registered, graded, responded to, ended (rules)."""
