"""python -m commandcenter is the command line."""

from commandcenter.program.cli import main

main()
