"""An incident's life: registered, graded, responded to, ended (screens and forms)."""
