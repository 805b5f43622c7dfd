"""Joining the bureau's database: what is asked, what is found, and where it can fail."""

from dataclasses import field
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.late_dataclass import dataclass


class Part(StrEnum):
    """What of an address, or beside it, a person can mend."""

    HOST = "host"
    CA = "ca"
    DATABASE = "database"
    EMPTY = "empty"  # there is nothing in it: a bureau can be founded there
    LOGIN = "login"
    PASSWORD = "password"
    PROGRAM = "program"  # this program is too old
    SERVER = "server"  # nothing here: for the bureau's administrator


class NotJoined(RuleBroken):
    """Why there is no link, in words; `part` is where to look."""

    def __init__(self, part: Part, template: str, **values: object) -> None:
        super().__init__(template, **values)
        self.part = part


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """A person's answers. `plain`: the server is on this machine and has no TLS."""

    hosts: str
    database: str
    login: str
    password: str = field(repr=False)
    ca: str = ""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Welcome:
    """What stands at the other end. `concerns`: sentences about servers that are in reserve."""

    office: str
    person: str  # "" for a login that is nobody's, as the wall's
    server: str
    secured: bool
    concerns: tuple[str, ...] = ()
