"""An incident's life: registered, graded, responded to, ended (what is shown)."""
