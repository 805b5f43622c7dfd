"""On top: the command line, what each command does, and the one place that wires windows."""
