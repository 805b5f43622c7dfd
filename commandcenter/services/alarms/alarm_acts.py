"""What a person does with an alarm: acknowledge, shelve; a planner takes a kind out of service."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor


def acknowledge(session: Session, actor: Actor, alarm: int, version: int) -> None:
    """Of the version seen. Refused for another, and for who is neither responsible nor reached."""
    raise NotImplementedError


def shelve(
    session: Session, actor: Actor, alarm: int, version: int, until: datetime, why: str
) -> None:
    raise NotImplementedError


def end_shelving(session: Session, actor: Actor, alarm: int) -> None:
    raise NotImplementedError


def take_out(session: Session, actor: Actor, kind: str, why: str, until: datetime | None) -> None:
    raise NotImplementedError


def put_back(session: Session, actor: Actor, kind: str) -> None:
    raise NotImplementedError
