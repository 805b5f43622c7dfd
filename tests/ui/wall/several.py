"""More incidents beside the demo's: a school poisoning, and what else is reported."""

from datetime import timedelta

from commandcenter.domain.incident.incident import Category
from commandcenter.services.incident import incidents

COUNTS = {"treated": 23, "inpatient": 6, "severe": 3, "dead": 0, "schools": 1}


def report(story, title, kind, category=Category.SAFETY, *, minutes=20):
    """Registered by the duty officer, received some minutes ago; its id."""
    new = incidents.NewIncident(
        title=f"“11·24”育新{title}",
        public_title=f"“11·24”某{title}",
        categories=(category,),
        districts=("990102",),
        received_at=story.clock.at - timedelta(minutes=minutes),
        received_by_way="学校来电",
        verified=True,
        kind=kind,
    )
    with story.db.write() as session:
        return incidents.register(session, story.actor("liwei"), new)


def poisoning(story):
    """A school's, with what the hospital told of it; its id."""
    incident = report(story, "学校疑似食物中毒事件", "school_food")
    for kind, value in COUNTS.items():
        with story.db.write() as session:
            duty = story.actor("liwei")
            incidents.count_by_hand(session, duty, incident, kind, value, "市一院")
    return incident
