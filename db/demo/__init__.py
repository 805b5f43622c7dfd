"""The invented city 澄州市 and its scenarios, made by scripts."""
