"""An incident's life: registered, graded, responded to, ended (what a person does)."""
