"""Counts a scenario's records as the program counts an incident's (domain/incident/counts.py)."""

from commandcenter.domain.incident.counts import Counts
from commandcenter.domain.org import Role
from commandcenter.domain.times import local


def arrived(arrivals, at):
    """The records that are here at a moment."""
    return [a.complaint for a in arrivals if a.batch.at <= at]


def counts(records, at):
    named = [c for c in records if c.complainant.phone]
    nameless = len(records) - len(named)
    amounts = {}
    for number, c in enumerate(records):
        key = (c.complainant.phone, c.subject_name) if c.complainant.phone else number
        if c.amount_cents is not None:
            amounts[key] = max(amounts.get(key, 0), c.amount_cents)
    return Counts(
        complaints=len(records),
        person_times=len({(c.complainant.phone, local(c.registered_at).date()) for c in named})
        + nameless,
        people=len({c.complainant.phone for c in named}),
        last_hour=sum((at - c.registered_at).total_seconds() < 3600 for c in records),
        amount_cents=sum(amounts.values()),
    )


def expected(everybody):
    """应到: the command and the six groups."""
    roles = {Role.COMMANDER, Role.DEPUTY, Role.LEADER, Role.MEMBER}
    return [p for p in everybody if any(grant.role in roles for grant in p.grants)]
