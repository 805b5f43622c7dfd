"""疑似异常: the signs of 令121 Art. 17 are kept beside the complaints they are found on.

A flag takes nothing away: the complaint stays counted, its legal clock runs, and a report
(举报) is still checked. The rules look again whenever complaints come to an incident or leave
it. What a person lifted, with a reason, the rules do not put back on the same complaint.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.abnormal import Filing, Limits, Sign, SignFinding, signs
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.rights import Action, Matter
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import PROGRAM, incident_of, require_for, rights, text_of
from commandcenter.store.complaints.flags import filings, flags_of
from commandcenter.store.complaints.handling import pages
from commandcenter.store.database import now
from commandcenter.store.incident.counts import belonging
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.complaints.complaint import ComplaintFlagRow, ComplaintRow

CLAUSE = "4.1(6)"
KIND = "complaint_flag"
RULES = PROGRAM.name  # who set what the rules found
LONGEST = 500
SUBJECTS = 50  # traders that are looked at when a file comes in, the most complained about first


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a look changed: flags set anew, and flags that hold no more."""

    added: int
    ended: int


@dataclass(frozen=True, slots=True)
class Flagged:
    """What came of an act on many. `refused`: why, how often."""

    flags: tuple[int, ...]
    refused: tuple[tuple[RuleBroken, int], ...] = ()


def review(session: Session, actor: Actor, incident_id: int) -> Reviewed:
    """Look for the signs among the complaints of an incident, as the limits are now."""
    incident = incident_of(session, incident_id)
    require_for(session, actor, Action.FLAG_COMPLAINT, incident)
    return look_again(session, actor, incident.id)


def look_again(session: Session, actor: Actor, incident_id: int) -> Reviewed:
    """The same after complaints came or left: no right is asked, it follows from that."""
    kept = filings(session, belonging(incident_id))
    held = session.scalars(
        select(ComplaintFlagRow).where(
            ComplaintFlagRow.incident_id == incident_id,
            ComplaintFlagRow.lifted_at.is_(None),
            ComplaintFlagRow.by == RULES,
        )
    ).all()
    return _keep(session, actor, kept, held, incident_id)


def look_at_arrivals(session: Session, actor: Actor, batch_id: int, first: int) -> Reviewed:
    """Look at the traders of an import, over the days of the rules; only adds flags.

    Old records in it are history, and are looked at when an incident takes them.
    """
    limits = Limits.of(plan_of(session))
    since = now(session) - timedelta(days=limits.days)
    lately = ComplaintRow.registered_at >= since
    arrived = select(ComplaintRow.subject_id).where(
        ComplaintRow.id >= first, ComplaintRow.batch_id == batch_id, lately
    )
    crowded = session.scalars(
        select(ComplaintRow.subject_id)
        .where(ComplaintRow.subject_id.in_(arrived), lately)
        .group_by(ComplaintRow.subject_id)
        .having(func.count() >= limits.fewest)
        .order_by(func.count().desc(), ComplaintRow.subject_id)
        .limit(SUBJECTS)
    ).all()
    if not crowded:
        return Reviewed(0, 0)
    kept = filings(session, ComplaintRow.subject_id.in_(crowded), lately)
    return _keep(session, actor, kept, (), None)


def _keep(
    session: Session,
    actor: Actor,
    kept: Sequence[Filing],
    held: Iterable[ComplaintFlagRow],
    incident_id: int | None,
) -> Reviewed:
    """Set what was found and is not known yet, end what of `held` was not found again."""
    found = {(f.filing, f.sign.value): f for f in signs(kept, Limits.of(plan_of(session)))}
    there = {filing.id for filing in kept}
    ended = [row for row in held if (row.complaint_id, row.kind) not in found]
    at = now(session)
    for row in ended:
        gone = row.complaint_id not in there
        row.lifted_at, row.lifted_by = at, RULES
        row.lifted_why = word("已移出本事件") if gone else word("重新核对后不再符合")
    fresh, changed = _fresh(session, found)
    session.add_all(
        ComplaintFlagRow(
            complaint_id=each.filing, incident_id=incident_id, kind=each.sign.value,
            words=each.words, at=at, by=RULES,
        )
        for each in fresh
    )  # fmt: skip
    if fresh or ended or changed:
        book.record(session, actor, KIND, 0, "reviewed", incident=incident_id, clause=CLAUSE)
    return Reviewed(len(fresh), len(ended))


def _fresh(
    session: Session, found: dict[tuple[int, str], SignFinding]
) -> tuple[list[SignFinding], bool]:
    """What has no flag yet and was not lifted by a person; whether words of others changed."""
    known: set[tuple[int, str]] = set()
    changed = False
    for rows in flags_of(session, sorted({c for c, _ in found}), lifted=True).values():
        for row in rows:
            key = row.complaint_id, row.kind
            if row.lifted_at is None and key in found and row.words != found[key].words:
                row.words, changed = found[key].words, True
            if row.lifted_at is None or row.lifted_by != RULES:
                known.add(key)
    return [each for key, each in found.items() if key not in known], changed


def flag(
    session: Session,
    actor: Actor,
    complaint_ids: Iterable[int],
    words: str,
    incident_id: int | None = None,
) -> Flagged:
    """Flag by hand, saying what is odd; raises RuleBroken when none may be flagged."""
    said = text_of(words, "疑似异常的情形", LONGEST)
    wanted = sorted(set(complaint_ids))
    places = _districts(session, wanted)
    if not places:
        raise RuleBroken("请先选择投诉。")
    own = flags_of(session, list(places))
    done = {c for c, rows in own.items() if any(row.kind == Sign.BY_HAND for row in rows)}
    fitting, refused = _sorted_out(session, actor, places, done, word("已有人工标注，未解除。"))
    at = now(session)
    rows = [
        ComplaintFlagRow(
            complaint_id=c, incident_id=incident_id, kind=Sign.BY_HAND.value, words=said, at=at,
            by=actor.name,
        )
        for c in fitting
    ]  # fmt: skip
    session.add_all(rows)
    session.flush()
    subject = rows[0].id if len(rows) == 1 else 0
    book.record(session, actor, KIND, subject, "flagged", incident=incident_id, clause=CLAUSE)
    return Flagged(tuple(row.id for row in rows), refused)


def lift(session: Session, actor: Actor, flag_ids: Iterable[int], why: str) -> Flagged:
    """Take flags away with a reason; they stay in the record."""
    words = text_of(why, "解除标注的理由", LONGEST)
    rows: dict[int, ComplaintFlagRow] = {}
    for page in pages(sorted(set(flag_ids))):
        found = session.scalars(select(ComplaintFlagRow).where(ComplaintFlagRow.id.in_(page)))
        rows |= {row.id: row for row in found}
    if not rows:
        raise RuleBroken("请先选择疑似异常的标注。")
    places = _districts(session, [row.complaint_id for row in rows.values()])
    over = {row.id for row in rows.values() if row.lifted_at is not None}
    of_flag = {i: places.get(row.complaint_id) for i, row in rows.items()}
    fitting, refused = _sorted_out(session, actor, of_flag, over, word("标注已经解除。"))
    at = now(session)
    for number in fitting:
        row = rows[number]
        row.lifted_at, row.lifted_by, row.lifted_why = at, actor.name, words
    subject = fitting[0] if len(fitting) == 1 else 0
    incidents = {rows[number].incident_id for number in fitting}
    incident = incidents.pop() if len(incidents) == 1 else None
    book.record(session, actor, KIND, subject, "lifted", incident=incident, clause=CLAUSE)
    return Flagged(tuple(fitting), refused)


def _districts(session: Session, ids: Sequence[int]) -> dict[int, str | None]:
    """The county of each complaint that is there."""
    found: dict[int, str | None] = {}
    for page in pages(sorted(set(ids))):
        rows = select(ComplaintRow.id, ComplaintRow.district).where(ComplaintRow.id.in_(page))
        found |= dict(session.execute(rows.order_by(ComplaintRow.id)).all())
    return found


def _sorted_out(
    session: Session,
    actor: Actor,
    places: dict[int, str | None],
    done: set[int],
    done_words: str,
) -> tuple[list[int], tuple[tuple[RuleBroken, int], ...]]:
    """Which may be worked on, and of the others why not; raises the first reason if none may."""
    fitting: list[int] = []
    why: dict[str, RuleBroken] = {}
    times: Counter[str] = Counter()
    asked = rights(session)
    for number, district in places.items():
        matter = Matter(districts=frozenset({district} if district else ()))
        refusal = asked.refusal(actor, Action.FLAG_COMPLAINT, matter)
        if refusal is None and number in done:
            refusal = RuleBroken(done_words)
        if refusal is None:
            fitting.append(number)
            continue
        why.setdefault(str(refusal), refusal)
        times[str(refusal)] += 1
    refused = tuple((why[words], count) for words, count in times.most_common())
    if not fitting:
        raise refused[0][0]
    return fitting, refused
