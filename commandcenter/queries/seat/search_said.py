"""What is too much to be read whole: lines of the logs, traders, complaints."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, exists, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from commandcenter.domain.incident.incident import LIVE
from commandcenter.domain.phrase import joined, word
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.seat.searching import forms
from commandcenter.domain.times import short_zh
from commandcenter.queries.command.duty_room import LOG_LIMIT, shown_words
from commandcenter.queries.complaints.follow_rows import own_districts, own_incidents
from commandcenter.queries.seat.search_ask import Ask, Found, HitKind, SearchHit
from commandcenter.store.complaints.newest_saying import newest_saying
from commandcenter.store.complaints.traders import traders_named
from commandcenter.store.incident.all_incidents import all_incidents
from commandcenter.store.incident.counts import settled, settled_subject
from commandcenter.store.tables.command.duty_log import DutyLogRow
from commandcenter.store.tables.command.log_entry import LogEntryRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow, SubjectRow
from commandcenter.store.tables.incident.incident import IncidentComplaintRow, IncidentRow

SHORT = 60  # characters of a line


def holds(words: Sequence[str], *columns: InstrumentedAttribute[Any]) -> list[ColumnElement[bool]]:
    """Each word in one of the columns, in whichever form it was written."""
    return [
        or_(*(each.icontains(form, autoescape=True) for form in forms(said) for each in columns))
        for said in words
    ]


def log_lines(ask: Ask) -> list[SearchHit]:
    """Of the running logs, newest first; a county's of its own incidents."""
    if not ask.wants(HitKind.LOG):
        return []
    row, own = LogEntryRow, own_incidents(ask.session, ask.actor)
    wanted = select(row.id, row.incident_id, row.at, row.office, row.text)
    if own is not None:
        wanted = wanted.where(row.incident_id.in_(own))
    if (ids := ask.numbers(HitKind.LOG)) is not None:
        wanted = wanted.where(row.id.in_(ids))
    else:
        wanted = wanted.where(*holds(ask.words, row.text, row.office))
    titles = {each.id: each.title for each in all_incidents(ask.session)}
    rows = ask.session.execute(wanted.order_by(row.id.desc()).limit(ask.limit))
    return [
        SearchHit(
            HitKind.LOG, str(each.id), each.text[:SHORT],
            joined(" · ", (joined(" ", (each.office, short_zh(each.at, ask.now))),
                           titles.get(each.incident_id, ""))),
            each.incident_id,
        )
        for each in rows
    ]  # fmt: skip


def duty_lines(ask: Ask) -> list[SearchHit]:
    """Of 值班日志 what its page lists, as it is shown there: mobile numbers covered for most."""
    refused = ask.rights.refusal(ask.actor, Action.SEE_PICTURE, Matter())
    if not ask.wants(HitKind.DUTY_LOG) or refused is not None:
        return []
    row, shown = DutyLogRow, partial(shown_words, ask.rights, ask.actor)
    rows = ask.session.execute(
        select(row.id, row.happened_at, row.unit, row.text, row.told)
        .order_by(row.happened_at.desc(), row.id.desc())
        .limit(LOG_LIMIT)
    )
    return ask.best(
        Found(
            SearchHit(
                HitKind.DUTY_LOG, str(each.id), shown(each.text)[:SHORT],
                joined(" ", (each.unit or word("值班日志"), short_zh(each.happened_at, ask.now))),
            ),
            f"{shown(each.text)} {shown(each.told)}",
        )
        for each in rows
    )  # fmt: skip


def subjects(ask: Ask) -> list[SearchHit]:
    """Traders; a county's are those there, and those complained about there."""
    if not ask.wants(HitKind.SUBJECT):
        return []
    row, ids = SubjectRow, ask.numbers(HitKind.SUBJECT)
    if ids is None:
        named = [frozenset(traders_named(ask.session, said)) for said in ask.words]
        ids = sorted(frozenset.intersection(*named))
    if not ids:
        return []
    wanted = select(row).where(row.id.in_(ids), settled_subject())
    own = own_districts(ask.session, ask.actor)
    if own is not None:
        there = exists().where(
            ComplaintRow.subject_id == row.id, ComplaintRow.district.in_(own), settled()
        )
        wanted = wanted.where(or_(row.district.in_(own), there))
    rows = ask.session.scalars(wanted.order_by(row.name, row.id).limit(ask.limit))
    return [SearchHit(HitKind.SUBJECT, str(each.id), each.name, each.address) for each in rows]


def complaints(ask: Ask) -> list[SearchHit]:
    """Newest first, a county's own. By number, title, text and trader: never by who complained."""
    if not ask.wants(HitKind.COMPLAINT):
        return []
    own = own_districts(ask.session, ask.actor)
    ids = ask.numbers(HitKind.COMPLAINT)
    if ids is None:
        ids = newest_saying(ask.session, ask.words, own, ask.limit)
    row = ComplaintRow
    wanted = (
        select(row.id, row.number, row.title, SubjectRow.name)
        .outerjoin(SubjectRow, SubjectRow.id == row.subject_id)
        .where(row.id.in_(ids), settled())
        .where(row.district.in_(own) if own is not None else ~false())
        .order_by(row.registered_at.desc(), row.id.desc())
    )
    rows = ask.session.execute(wanted).all()
    several = sum(each.state in LIVE for each in all_incidents(ask.session)) > 1
    of = _incidents_of(ask, ids) if several else {}
    return [
        SearchHit(
            HitKind.COMPLAINT, str(each.id), each.title or each.number,
            joined(" · ", filter(None, (each.name, of.get(each.id, "")))),
        )
        for each in rows
    ]  # fmt: skip


def _incidents_of(ask: Ask, complaints: Iterable[int]) -> dict[int, str]:
    """The titles of the incidents that complaints belong to; of several the newest."""
    link = IncidentComplaintRow
    rows = ask.session.execute(
        select(link.complaint_id, IncidentRow.title)
        .join(IncidentRow, IncidentRow.id == link.incident_id)
        .where(link.complaint_id.in_(complaints), link.removed_at.is_(None))
        .order_by(link.id)
    )
    return dict(rows.all())
