"""The six figures of an incident by its kind: of a food case 就医, 住院, 重症, 死亡, 波及学校 …

One reading of each: the latest word, of a hand count or a stated fact of the grading matrix.
What nobody told is unknown, and never zero.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from commandcenter.domain.incident.kinds import BY_HAND
from commandcenter.late import late_name
from commandcenter.late_dataclass import dataclass
from commandcenter.store.incident.counties import counties_of
from commandcenter.store.incident.incident_kind import incident_kind
from commandcenter.store.incident.told_figures import told
from commandcenter.store.moment import Moment, counted, moment
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentRow

if TYPE_CHECKING:
    from commandcenter.store.command.acts import acts_of
else:
    acts_of = late_name("store.command.acts", "acts_of")

USUAL = ("complaints", "people", "amount", "on_site", "registered", "next_report")


@dataclass(frozen=True, slots=True)
class KindFigure:
    """`code` of the plan's tiles; `value` None: unknown, or shown from elsewhere (complaints,
    people, amount, on_site, registered, next_report). `at`: of the word; `source`: whose it is.
    """

    code: str
    value: int | None = None
    at: datetime | None = None
    source: str = ""


def kind_figures(session: Session, incident: IncidentRow, now: datetime) -> tuple[KindFigure, ...]:
    """In the order of the kind's tiles."""
    kind = incident_kind(session, incident)
    codes = kind.tiles if kind else USUAL
    m = moment(session, now)
    from_rows = _from_rows(session, incident, codes, m)
    return tuple(
        _by_hand(session, incident.id, code, m) if code in BY_HAND
        else from_rows.get(code, KindFigure(code))
        for code in codes
    )  # fmt: skip


def _by_hand(session: Session, incident_id: int, code: str, m: Moment) -> KindFigure:
    word = told(session, incident_id, code, m.at)
    return KindFigure(code, word.value, word.at, word.source) if word else KindFigure(code)


def _from_rows(
    session: Session, incident: IncidentRow, codes: tuple[str, ...], m: Moment
) -> Mapping[str, KindFigure]:
    """What the rows tell; asked only for what the kind shows."""
    found = {"counties": KindFigure("counties", len(counties_of(session, incident, m.at).codes))}
    if {"traders", "remote"} & set(codes):
        asked = select(
            func.count(), func.count(distinct(ComplaintRow.subject_id)),
            func.count().filter(ComplaintRow.other_province),
        ).where(counted(m, incident.id))  # fmt: skip
        count, traders, away = session.execute(asked).one()
        found["traders"] = KindFigure("traders", traders)
        found["remote"] = KindFigure("remote", round(100 * away / count) if count else None)
    if "opinions" in codes:
        acts = acts_of(session, (incident.id,))
        found["opinions"] = KindFigure("opinions", sum(x.sign == "opinion.found" for x in acts))
    return found
