"""How fast every panel answers on the largest incident: 300 obligations and 5,000 log lines.

On an embedded file and on a PostgreSQL server of its own; for the commander, the head of the
coordination group and a county. One line a panel: median and worst of the askings, the limit.

    benchmarks/incident.py [TIMES]      askings of each panel, default 9
"""

import gc
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from commandcenter.domain.org import Role
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.store import schema
from commandcenter.store.database import Database, open_database
from commandcenter.ui import texts, theme
from tests.cluster import Cluster
from tests.full_incident import Full, make
from tests.panel_times import LIMIT_MS, Timed, ask, questions
from tests.view_questions import view_questions

PEOPLE = ("chenyu", "zhoulan", "shenliqun")
COUNTY = "990102"


def filled(url: str) -> Full:
    db = open_database(url)
    schema.upgrade(db)
    full = make(db)
    with db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("shenliqun", "沈立群"))
        people.grant_role(session, PROGRAM, person, Role.COUNTY, None, COUNTY)
    return full


def measure(full: Full, folder: Path, times: int) -> dict[str, Timed]:
    """By panel, the slowest of the people."""
    db: Database = full.city.db
    slowest: dict[str, Timed] = {}
    for login in PEOPLE:
        gc.collect()
        actor = getattr(full.city, login)
        with questions(db, actor, full.incident, folder) as found:
            asked = found | view_questions(db, full.incident, actor)
            for name, query in asked.items():
                timed = ask(db, name, query, times)
                if name not in slowest or timed.median > slowest[name].median:
                    slowest[name] = timed
    return slowest


def report(kind: str, found: dict[str, Timed]) -> bool:
    """Whether all are within the limit."""
    for timed in sorted(found.values(), key=lambda timed: -timed.median):
        print(
            f"{kind:<11}{timed.name:<44} median {timed.median:6.1f} ms   worst "
            f"{max(timed.again):6.1f} ms   first {timed.first:6.1f} ms   limit {LIMIT_MS} ms"
        )
    slow = [timed.name for timed in found.values() if timed.median > LIMIT_MS]
    print(f"{kind:<11}{len(found)} panels, {len(slow)} over the limit")
    return not slow


def main(times: int = 9) -> int:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    gc.disable()  # as the program does: garbage is collected between the answers, in the window
    texts.install(app, "zh")
    theme.apply(app, "light")
    cluster = Cluster().start()
    fine = True
    try:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for kind, url in (
                ("SQLite", f"sqlite:///{folder / 'full.db'}"),
                ("PostgreSQL", cluster.url("postgres")),
            ):
                full = filled(url)
                fine = report(kind, measure(full, folder, times)) and fine
                full.city.db.close()
    finally:
        cluster.stop()
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:])))
