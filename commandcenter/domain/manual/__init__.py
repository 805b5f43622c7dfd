"""The manual: what a page of it is made of, read from its source."""
