"""The panels: each a view that is given its data, and a panel that keeps the view fresh."""
