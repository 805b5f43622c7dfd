"""What the bureau and each of its partners did together: activities, research."""

from collections import defaultdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.phrase import phrase
from commandcenter.domain.times import local
from commandcenter.store.tables.publicity.publicity import PublicityRow, ResearchRow

Done = tuple[date, str]


def together(session: Session) -> dict[int, tuple[Done, ...]]:
    """By partner, the newest first: the day and what it was."""
    found = defaultdict[int, list[Done]](list)
    activity, study = PublicityRow, ResearchRow
    for at, topic, partners in session.execute(
        select(activity.held_at, activity.topic, activity.partners).where(
            activity.held_at.is_not(None)
        )
    ):
        if at is not None:
            day = local(at).date()
            for partner in partners:
                found[partner].append((day, topic))
    for partner, starts, topic in session.execute(
        select(study.partner_id, study.starts_on, study.topic)
    ):
        found[partner].append((starts, phrase("科研合作：{topic}", topic=topic)))
    return {key: tuple(sorted(done, reverse=True)) for key, done in found.items()}
