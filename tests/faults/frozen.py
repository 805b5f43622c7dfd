"""A seat that takes the pen, says so, and is frozen with it in its hand."""

import time

from commandcenter.services.command import running_log
from commandcenter.store.database import open_database
from tests.city import City


def holding_seat(url, incident, said):
    db = open_database(url)
    actor = City(db).maxiao
    with db.write() as session:
        running_log.write_line(session, actor, incident, "写到一半")
        said.send("holding")
        time.sleep(600)
