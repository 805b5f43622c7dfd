"""The elements of a report as the data and the reports sent before fill them in."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from commandcenter.domain.phrase import word
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.plan.plan_items import ReportContent
from commandcenter.domain.reports import report_diff
from commandcenter.domain.reports.report import (
    Chain,
    Element,
    ReportKind,
    ReportState,
    fact_of,
    report_label,
)
from commandcenter.domain.reports.report_rules import Line, Standing
from commandcenter.late import late_name
from commandcenter.store.incident.leading_body import district_names
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.reports.elements import reported_by
from commandcenter.store.reports.report_receivers import chain_of, reports_begun
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.reports.report import ReportRow

if TYPE_CHECKING:
    from commandcenter.store.reports.report_facts import known_facts
    from commandcenter.store.reports.report_news import final_facts, news_facts
else:  # with the first report that is filled in: most who ask only list what there is
    known_facts = late_name("store.reports.report_facts", "known_facts")
    final_facts = late_name("store.reports.report_news", "final_facts")
    news_facts = late_name("store.reports.report_news", "news_facts")


def line_of(session: Session, district: str | None) -> Line:
    """The chain of a county, or the city's."""
    if district is None:
        return Line(Chain.CITY)
    return Line(Chain.COUNTY, district, "".join(district_names(session, [district])))


def reports_of(session: Session, incident_id: int, line: Line) -> list[ReportRow]:
    """All reports of a chain, in the order in which they were begun."""
    rows = all_reports(session, incident_id)
    return [row for row in rows if chain_of(row) == (line.chain, line.district)]


def all_reports(session: Session, incident_id: int) -> list[ReportRow]:
    """Of both chains, in the order in which they were begun."""
    return list(reports_begun(session, incident_id))


def written(rows: Sequence[ReportRow], before: ReportRow | None = None) -> list[ReportRow]:
    """Those that were sent in writing, the oldest first; `before`: what this one goes on."""
    return [
        row
        for row in rows
        if row.kind is not ReportKind.PHONE
        and row.state is ReportState.SENT
        and (before is None or row.id < before.id)
    ]


def standing_of(incident: IncidentRow, rows: Sequence[ReportRow]) -> Standing:
    first = [row for row in rows if row.kind is ReportKind.FIRST]
    under_way = next((row for row in rows if row.state is not ReportState.SENT), None)
    return Standing(
        verified=incident.verified_at is not None,
        ended=incident.ended_at is not None,
        first=bool(first),
        first_sent=any(row.state is ReportState.SENT for row in first),
        final=any(row.kind is ReportKind.FINAL for row in rows),
        unsent=report_label(under_way.kind, under_way.number) if under_way else "",
    )


def contents_of(plan: PlanData, kind: ReportKind) -> list[ReportContent]:
    """The elements of a kind of report in their order.

    A plan of before has no place for what is only intended: it is told right after what was done.
    """
    found = [content for content in plan.report_elements.values() if content.report == kind]
    facts = [fact_of(content.code) for content in found]
    if "planned" not in facts and kind in (ReportKind.FIRST, ReportKind.PHONE):
        place = facts.index("measures") + 1 if "measures" in facts else len(found)
        found.insert(place, ReportContent(f"{kind}.planned", kind, word("拟采取的措施"), "", ""))
    return found


def fill_in(
    session: Session,
    incident: IncidentRow,
    kind: ReportKind,
    at: datetime,
    line: Line,
    sent: Sequence[ReportRow],
) -> list[Element]:
    """What a report of this kind says by the data of `at`. `sent`: what went before it."""
    contents = contents_of(plan_of(session, incident.plan_version_id), kind)
    known = known_facts(session, incident, at, line.district)
    if kind is ReportKind.FIRST:
        return report_diff.first(contents, known.facts)
    if kind is ReportKind.PHONE:  # its 时间 is that of the incident, as far as it is known
        since = known.facts.get("occurred_at") or known.facts["received_at"]
        return report_diff.first(contents, {**known.facts, "time": since})
    said = reported_by(sent)
    if kind is ReportKind.FINAL:
        course = final_facts(session, incident, at, known.values, line.district)
        return report_diff.final(contents, said, {**known.facts, **course})
    lasting = {code: e for code, e in known.facts.items() if code not in report_diff.NEWS}
    news = news_facts(session, incident, at, sent[-1], line.district)
    return report_diff.follow_up(contents, said, {**lasting, **news}, known.values)
