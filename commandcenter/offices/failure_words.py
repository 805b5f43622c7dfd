"""What of an error, a log or an address may be kept and handed on: nothing about people.

Values are taken out where an error is written down, and once more when the record leaves the
machine (`doctor --report`).
"""

import logging
import re
from pathlib import Path

WORDS = 300
VALUES = re.compile(
    r"\[SQL|\[parameters|DETAIL:|CONTEXT:|LINE \d+:"
)  # from here on a driver quotes
QUOTED = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)  # as of a column, a key, a class
ADDRESS = re.compile(r"[^\s\"'<>]*[^\s\"'<>:/]@[^\s\"'<>]+")  # mail, or a login with its server
# Telephones, ID and card numbers, however they are grouped.
LONG_NUMBER = re.compile(r"\+?\d(?:[\d ().\-/\\_]{3,}\d|\d{4,})[Xx]?")
FOREIGN = re.compile(r"[^\x20-\x7e]+")
STAMP = re.compile(r"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d+)?")
HOMES = re.compile(r"(?:/home|/Users|[A-Za-z]:\\Users)[/\\][^/\\\s\"':]+")
PASSWORD = re.compile(r"(://[^\s/@:]*):[^\s@]*@")


def careful(message: str) -> str:
    """What of an error's message may be kept: no values, no long numbers, no Chinese."""
    text = VALUES.split(message)[0]
    text = FOREIGN.sub("·", _without_numbers(QUOTED.sub(_only_names, text)))
    return text.strip()[:WORDS]


def _only_names(found: re.Match[str]) -> str:
    mark = found[0][0]
    return found[0] if NAME.fullmatch(found[0][1:-1]) else f"{mark}…{mark}"


def _without_numbers(text: str) -> str:
    return LONG_NUMBER.sub("#", ADDRESS.sub("#", text))


class CarefulForm(logging.Formatter):
    """Writes a line of a log without long numbers and addresses, whoever logged it.

    What stands in a record's `exc_info` is not written: its message would be.
    """

    def format(self, record: logging.LogRecord) -> str:
        record.message = _without_numbers(record.getMessage())
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        return self.formatMessage(record)


def for_support(line: str) -> str:
    """A line of a log as it may leave the machine; its moment stays."""
    stamp = STAMP.match(line)
    start = stamp[0] if stamp else ""
    rest = without_home(line[len(start) :])
    return start + FOREIGN.sub("·", _without_numbers(VALUES.split(rest)[0]))


def without_home(text: str) -> str:
    """Paths below somebody's home begin with ~: their name is in them."""
    home = str(Path.home())
    if len(home) > 1:
        text = text.replace(home, "~")
    return HOMES.sub("~", text)


def without_password(text: str) -> str:
    """Of an address in it the login goes, too."""
    return re.sub(r"://[^\s/@]*@", "://…@", PASSWORD.sub(r"\1@", text))
