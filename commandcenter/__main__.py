"""python -m commandcenter is the command line."""

from commandcenter.cli import main

main()
