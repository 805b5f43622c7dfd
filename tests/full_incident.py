"""An incident as large as one gets: 300 obligations open, 5,000 log lines, 2,000 complaints."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from commandcenter.domain.command.obligation import UNDONE
from commandcenter.domain.complaints.complaint import Complainant, ComplaintKind, NewComplaint
from commandcenter.domain.complaints.handling import Done, HandlingAct
from commandcenter.domain.org import Group
from commandcenter.services.book import record
from commandcenter.services.command import running_log
from commandcenter.services.complaints import flags, handling
from commandcenter.services.incident import incidents
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.database import Database
from commandcenter.store.tables.every import IncidentComplaintRow, InstructionRow
from tests.city import City

OPEN, LINES, COMPLAINTS = 300, 5_000, 2_000
OTHERS = 3_000  # complaints of the city beside
DISTRICTS = ("990102", "990103", "990104", "990121")
WRITERS = ("zhoulan", "maxiao", "liwei", "hewenjing", "chenyu")
DAY = 24 * 60


@dataclass(frozen=True)
class Full:
    city: City
    incident: int


def make(db: Database) -> Full:
    city = City(db)
    incident = city.register(districts=DISTRICTS)
    city.activate(incident)
    city.take_in(*_complaints(city, "F", COMPLAINTS, "悦力工场"))
    city.take_in(*_complaints(city, "B", OTHERS, ""))
    _handle(city, incident)
    _obligations(city, incident)
    _lines(city, incident)
    return Full(city, incident)


def _complaints(city: City, prefix: str, count: int, brand: str) -> Iterator[NewComplaint]:
    kinds = [ComplaintKind.COMPLAINT] * 9 + [ComplaintKind.REPORT]
    for n in range(count):
        yield city.complaint(
            f"{prefix}{n:05}",
            minutes_ago=1 + n * 14 * DAY // count,
            kind=kinds[n % 10],
            brand=brand,
            district=DISTRICTS[n % len(DISTRICTS)],
            subject_name=f"{brand or '商户'}（{n % 7} 店）",
            complainant=Complainant("王某", f"139{n * 9 // 10:08}"),
            text=f"门店关闭，要求退费，第 {n} 件。" * 3,
            amount_cents=None if n % 11 == 0 else 100_000 + n,
        )


def _handle(city: City, incident: int) -> None:
    """A third is accepted, some of it ended or closed; a few are flagged by hand."""
    with city.db.read() as session:
        ids = session.scalars(
            select(IncidentComplaintRow.complaint_id)
            .where(IncidentComplaintRow.incident_id == incident)
            .order_by(IncidentComplaintRow.complaint_id)
        ).all()
    at = city.db.clock()

    def act(number: HandlingAct, some: Any, **more: Any) -> None:
        city.do(handling.carry_out, "zhoulan", some, Done(number, at, "结果写明", **more))

    act(HandlingAct.ACCEPT, ids[:1_200])
    act(HandlingAct.CLOSE, ids[:500], recovered_cents=10_000)
    act(HandlingAct.END, ids[500:700])
    city.do(handling.assign, "zhoulan", ids[600:900], city.liwei.person_id)
    city.do(flags.flag, "zhoulan", ids[900:960], "言语雷同", incident)


def _obligations(city: City, incident: int) -> None:
    """So many instructions that 300 obligations are open; the plan's own are among them."""
    at: datetime = city.db.clock()
    with city.db.write() as session:
        book = obligations_of(session, incident, at)
        groups, missing = list(Group), OPEN - sum(row.state in UNDONE for row in book)
        rows = [
            {
                "incident_id": incident, "text": f"补充要求 {n}", "to_group": groups[n % 6],
                "to_person": None, "given_by": "陈屿", "at": at, "received_at": None,
                "deadline_at": at + timedelta(minutes=n - 100), "reported_at": None,
            }
            for n in range(missing)
        ]  # fmt: skip
        session.execute(insert(InstructionRow), rows)
        first = session.scalars(select(InstructionRow.id).limit(1)).one()
        record(session, city.chenyu, "instruction", first, "given", incident=incident)


def _lines(city: City, incident: int) -> None:
    people = [getattr(city, login) for login in WRITERS]
    for start in range(0, LINES, 1_000):
        with city.db.write() as session:
            for n in range(start, start + 1_000):
                words = f"第 {n} 条动态：门口约 {n % 60} 人，秩序正常，继续登记。"
                running_log.write_line(session, people[n % len(people)], incident, words)


def count_by_hand(full: Full) -> None:
    """Hand counts as they come in between exports."""
    for value in (20, 40, 60):
        full.city.do(incidents.count_by_hand, "maxiao", full.incident, "on_site", value)
