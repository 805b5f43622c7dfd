"""Scenarios A and B on one day: the gyms closed in the morning, pupils fall ill in the evening."""

from datetime import date

from commandcenter.db.demo import scenario_a, scenario_b
from commandcenter.db.demo.exports import Arrival, Schedule


def arrivals(d0: date, schedule: Schedule) -> list[Arrival]:
    """The records of both; the same for the same D0."""
    return scenario_a.arrivals(d0, schedule) + scenario_b.arrivals(d0, schedule)
