"""Mutants: small faults put into a copy of the program, to see whether a test finds each."""
