"""A list of the bureau's people from a file, as it is written there: what of it can be used is
judged by `domain/seat/people_list.py`, as that of one that is typed."""

from itertools import count
from pathlib import Path

from commandcenter.domain.seat.people_list import PersonCells
from commandcenter.intake.team_file import PERSON, TeamFile, read_list, template_header


def read_people(path: Path) -> TeamFile[PersonCells]:
    """Raises RuleBroken for no such file, and for one without the columns."""
    each = count()
    return read_list(path, PERSON, lambda cells: PersonCells(**cells), lambda _: (str(next(each)),))


def people_header() -> tuple[str, ...]:
    """The columns of the template, in the order of a row's fields."""
    return template_header(PERSON)
