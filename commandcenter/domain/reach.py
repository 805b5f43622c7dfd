"""How far a right goes, and in what words a refused person is sent on: of the matrix of roles."""

from enum import StrEnum


class Reach(StrEnum):
    """How far a right goes, widest first."""

    ALL = "all"
    DELEGATED = "delegated"  # everything, once the commander has delegated it
    GROUPS = "groups"  # matters of the groups named in `of`
    COUNTY = "own_county"  # every county of the matter is the actor's own
    GROUP = "own_group"
    INCIDENT = "own_incident"  # incidents the actor works on
    OWN = "own"  # addressed to the actor, their group or their county
    ASSIGNED = "assigned"  # of the actor's own group, and given to them
    HANDLED = "handled"  # given to the actor
    SELF = "self"  # about the actor


class Ask(StrEnum):
    """How a refused person is sent on: a decision is asked for, work is left to its people."""

    DECIDE = "决定"
    SIGN = "签发"
    APPROVE = "批准"
    DO = "办理"
    SEE = "查看"
