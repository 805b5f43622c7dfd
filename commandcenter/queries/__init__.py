"""Floor 3a: what is shown. (session, ...) -> frozen dataclasses, sorted, ready to paint."""
