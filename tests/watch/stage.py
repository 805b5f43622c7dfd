"""Complaints for the watch: so many people about one trader, at times counted back from now."""

from datetime import timedelta

from sqlalchemy import select

from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.watch.signal import SignalState
from commandcenter.services.guard import PROGRAM
from commandcenter.store import journal
from commandcenter.store.tables.complaints.complaint import BatchRow
from commandcenter.store.tables.watch.signal_complaint import SignalComplaintRow
from commandcenter.store.tables.watch.signal_note import SignalNoteRow
from commandcenter.store.tables.watch.watch import SignalRow, WatchRunRow
from commandcenter.watch.runs import Watch

SHOP = "东门包子铺"


def of_person(number):
    return Complainant(name=f"人{number}", phone=f"139{number:08d}")


def shop_complaint(city, number, minutes_ago, person=None, **fields):
    """One complaint of a person about SHOP; `person` 0 names nobody."""
    who = number if person is None else person
    values = {
        "complainant": of_person(who) if who else Complainant(),
        "subject_name": SHOP,
        "brand": "",
        "title": f"第{number}号",
        "text": "",
        "category": "餐饮和住宿服务",
        "problem": "售后服务",
        "town": "",
    }
    return city.complaint(f"N{number:06d}", minutes_ago, **(values | fields))


def crowd(city, first, count, hours, *, end_hours=0.1, **fields):
    """So many complaints of as many people, evenly over `hours` until `end_hours` ago."""
    step = hours / max(count - 1, 1)
    return [
        shop_complaint(city, first + n, 60 * (end_hours + hours - n * step), **fields)
        for n in range(count)
    ]


def quiet_weeks(city, first, weeks=9, a_day=6, **fields):
    """Complaints of the weeks before, one a trader, so that there is something usual."""
    made = []
    for day in range(2, 7 * weeks):
        for n in range(a_day):
            number = first + day * 20 + n
            minutes = day * 24 * 60 + n * 97
            about = {"subject_name": f"店{number}", "category": f"类{n % 3}"}
            made.append(shop_complaint(city, number, minutes, **(about | fields)))
    return made


def watch(city):
    return Watch(city.db, PROGRAM)


def signals(city, *states):
    wanted = select(SignalRow).order_by(SignalRow.id)
    if states:
        wanted = wanted.where(SignalRow.state.in_(states))
    with city.db.read() as session:
        return list(session.scalars(wanted))


def open_signals(city):
    """Those that are shown: not merged into another."""
    return [row for row in signals(city) if row.state is not SignalState.MERGED]


def rows_behind(city, signal):
    with city.db.read() as session:
        return sorted(
            session.scalars(
                select(SignalComplaintRow.complaint_id).where(
                    SignalComplaintRow.signal_id == signal.id
                )
            )
        )


def notes(city, signal):
    with city.db.read() as session:
        return [
            row.act.value
            for row in session.scalars(
                select(SignalNoteRow)
                .where(SignalNoteRow.signal_id == signal.id)
                .order_by(SignalNoteRow.id)
            )
        ]


def runs(city):
    with city.db.read() as session:
        return list(session.scalars(select(WatchRunRow).order_by(WatchRunRow.id)))


def known_since_days(city, days):
    """All imports so far count as having been whole for so long."""
    with city.db.write() as session:
        for row in session.scalars(select(BatchRow)):
            row.closed_at = city.db.clock() - timedelta(days=days)
        journal.record(session, PROGRAM, "batch", 0, "dated")
