"""What a chapter of the year is."""


class Chapter:
    """`clause`: what it carries out. `owes`: the codes of the bureau's own book that it meets.

    It keeps count for itself of what its people did, and never asks the program for it.
    """

    clause = ""
    owes: tuple[str, ...] = ()

    def __init__(self, bureau):
        self.bureau = bureau
        self.begin()

    def begin(self):
        """What is there when the year begins."""

    def acts(self, month):
        """(day, hour, what is done) of the month; between them time goes by."""
        return ()

    def look(self):
        """At the end of a month: what its page says is what was done, and what the rows hold."""

    def open(self):
        """How many of each of `owes` are open now, by its own count; a code without one is free."""
        return {}
