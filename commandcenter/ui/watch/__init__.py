"""The watch: signals, warnings, risks, known dates, and the city's counts (screens and forms)."""
