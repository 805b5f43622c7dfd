"""What the people of scenario B do while its drill runs; a person each, as a server wants it."""

from dataclasses import replace

from commandcenter.db.demo import people
from commandcenter.db.demo.acts import Verb
from commandcenter.offices.drill_scripts import OWN, read_file
from commandcenter.program import drills

SCRIPT = OWN / "b.toml"


def acts():
    """In order of time; a seat names one by its place in here.

    Without the counties: a server lets one report of an incident that is in its county alone.
    """
    counties = {login for login, *_ in people.COUNTIES}
    return [act for act in drills.acts_of(read_file(SCRIPT)) if act.login not in counties]


def own_part(act):
    """A line is written by one person and put on the wall by another: each does their own part."""
    if act.verb is not Verb.LOG:
        return act
    return replace(act, arguments=act.arguments | {"shown_by": ""})
