"""What the wall says is what the rows say, and as old as it says."""

import os
import re
import subprocess
import sys
import time
from datetime import datetime, timedelta

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import func, select

from commandcenter.db.demo import load
from commandcenter.domain.complaints.complaint import (
    Channel,
    Complainant,
    ComplaintKind,
    NewComplaint,
    Source,
)
from commandcenter.domain.times import SHANGHAI, from_local, hhmm
from commandcenter.paths import ROOT
from commandcenter.queries.command.checklist import checklist
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.services.complaints import intake
from commandcenter.services.guard import PROGRAM
from commandcenter.store.complaints.person_key import load_key
from commandcenter.store.database import open_database
from commandcenter.store.tables.command.log_entry import LogEntryRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.verify import verify
from commandcenter.ui.command.command_cards import GroupCard
from commandcenter.ui.widgets.figure import Figure
from tests.cli.count_again import count
from tests.patience import PATIENCE_S
from tests.stories.demo_files import copy_of, demo_at

NOW = from_local(2026, 11, 24, 10, 46)
HOUR = timedelta(hours=1)


def rows_of(db, **wanted):
    """How many rows are shown for a number; all of them are really there to be scrolled to."""
    with db.read() as session:
        page = complaint_page(session, ComplaintFilter(**wanted), 0, 5_000)
    assert len(page.lines) == page.total
    return page.total


def tile(wall, key):
    return wall.findChild(Figure, f"number_{key}")


def test_every_number_of_the_wall_is_the_number_of_its_rows(windows, standing):
    wall = windows.wall(standing)
    path = standing.engine.url.database
    again = count(path, NOW)
    complaints = tile(wall, "complaints")
    assert complaints.value() == f"{rows_of(standing, incident_id=1)}" == f"{again.complaints}"
    fresh = rows_of(standing, incident_id=1, at=NOW, last_hour=True)
    assert complaints.unit().endswith(f"+{fresh}")
    assert fresh == again.last_hour
    people = tile(wall, "people")
    assert (people.value(), people.unit()) == (f"{again.people}", f"人 · {again.person_times} 人次")
    assert tile(wall, "amount").value() == f"{again.amount_cents / 1_000_000:.1f}"
    counted = newest_tallies(path)
    assert tile(wall, "on_site").value() == f"{counted['on_site']}"
    both = f"{counted['registered']} / {counted['waiting']}"
    assert tile(wall, "registered").value() == both
    spoken = wall.content.map.map.accessibleDescription() or wall.content.map.map.accessibleName()
    shown = {n: int(c) for n, c in re.findall(r"(\w+?[区县市]) (\d+) 件", spoken)}
    assert {n: c for n, c in shown.items() if c} == again.by_district
    for code, name in districts(path):
        assert shown.get(name, 0) == rows_of(standing, incident_id=1, district=code)


def newest_tallies(path):
    """By kind the sum of the newest count of each place; 城东店 is the place named so."""
    connection = sqlite.connect(path)
    labels = [label for (label,) in connection.execute("SELECT label FROM incident_place")]
    newest = {}
    for kind, place, value in connection.execute(
        "SELECT kind, place, value FROM tally ORDER BY at, id"
    ):
        meant = [label for label in labels if place and place in label]
        newest[kind, meant[0] if len(meant) == 1 else place] = value
    connection.close()
    counted = {}
    for (kind, _), value in newest.items():
        counted[kind] = counted.get(kind, 0) + value
    return counted


def districts(path):
    connection = sqlite.connect(path)
    rows = connection.execute("SELECT code, name FROM district").fetchall()
    connection.close()
    return rows


def test_every_bar_of_the_timeline_is_as_high_as_its_rows(windows, standing):
    wall = windows.wall(standing)
    shown = wall.content.timeline.view.chart._timeline
    assert sum(sum(s.counts) for s in shown.series) == rows_of(
        standing, incident_id=1, since=shown.start
    )
    length = timedelta(minutes=shown.bin_minutes)
    for number in range(shown.bins):
        start = shown.start + number * length
        bar = rows_of(standing, incident_id=1, since=start, until=start + length)
        assert sum(s.counts[number] for s in shown.series) == bar


def test_the_groups_and_the_checklist_count_the_same_steps(windows, standing):
    wall = windows.wall(standing)
    with standing.read() as session:
        steps = checklist(session, 1, NOW)
    connection = sqlite.connect(standing.engine.url.database)
    stored = {
        (group, state): number
        for group, state, number in connection.execute(
            # What a record asks for is counted with that record; what the plan wants is a task.
            'SELECT "group", state, count(*) FROM obligation WHERE incident_id = 1 AND ('
            "about NOT LIKE '%:%' OR about LIKE 'place:%' OR about LIKE 'county:%') GROUP BY 1, 2"
        )
    }
    [(present,)] = connection.execute(
        "SELECT count(DISTINCT person_id) FROM attendance WHERE incident_id = 1"
    )
    connection.close()
    cards = wall.findChildren(GroupCard)
    assert len(cards) == 6
    for card in cards:
        group = card.line.group.value
        done, left = stored[group, "done"], stored[group, "open"]
        assert f"任务 {done}/{done + left}" in card.accessibleName()
    must = [s for s in steps.steps if s.must and s.state.value in ("open", "done")]
    closed = sum(s.done_at is not None for s in must)
    late = sum(s.overdue for s in steps.steps)
    assert wall.content.side[0].view.words == f"必办 {closed} / {len(must)} · {late} 项逾期"
    assert wall.content.command.view.words == f"应到 42 实到 {present}"
    assert present == 39


def stored_times(path):
    """Up to when each export reached, by hand-written SQL."""
    connection = sqlite.connect(path)
    found = connection.execute(
        "SELECT max(platform_to), max(hotline_to) FROM batch WHERE state = 'closed'"
    ).fetchone()
    connection.close()
    return [datetime.fromtimestamp(at / 1e6, SHANGHAI).strftime("%H:%M") for at in found]


def test_the_as_of_time_is_the_sources_and_the_refresh_time_stands_apart(windows, tell):
    story = tell("D0 10:46")
    wall = windows.wall(story.db)
    platform, hotline = stored_times(story.db.engine.url.database)
    assert (platform, hotline) == ("10:30", "10:15")
    note = wall.content.map.card.note
    expected = f"数据导至 12345 {hotline}"  # the source that is furthest behind
    assert note.text() == expected
    story.clock.at = from_local(2026, 11, 24, 10, 58, 30)  # time goes by and no export comes
    refreshed = wall.top.state
    windows.qtbot.waitUntil(lambda: "10:58:" in refreshed.text(), timeout=5_000)
    assert note.text() == expected
    came = {Source.HOTLINE: from_local(2026, 11, 24, 10, 55)}
    facts = intake.FileFacts("12345.csv", "", "", 1, 0, 0, came)
    intake.take_in(story.db, PROGRAM, facts, [complaint()], load_key(story.db))
    windows.qtbot.waitUntil(lambda: note.text() == "数据导至 12315 10:30", timeout=5_000)
    assert "10:58:" in refreshed.text()


def complaint(number="T1"):
    return NewComplaint(
        number=number,
        source=Source.PLATFORM,
        kind=ComplaintKind.COMPLAINT,
        channel=Channel.APP,
        registered_at=from_local(2026, 11, 24, 10, 50),
        complainant=Complainant(name="王某", phone="10012345678"),
        title="退款难",
        category="其他",
        problem="合同",
        district="990102",
    )


CLOCK = """
import sys, time
from commandcenter.store.database import open_database
from tests.patience import PATIENCE_S, until
clock = open_database(sys.argv[1]).clock
for _ in range(3):
    before = time.time(); shown = clock().timestamp(); after = time.time()
    print(before, shown, after, flush=True)
"""


def test_the_simulated_clock_is_the_same_for_every_process(demo_folder, tmp_path):
    url = copy_of(demo_at(demo_folder, "D0 10:46"), tmp_path / "fast.db")
    speed = 600
    load.make(url, "D0 10:46", speed=speed, fresh=False)
    began = time.time()
    outputs = [
        subprocess.Popen(
            [sys.executable, "-c", CLOCK, url], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        for _ in range(2)
    ]
    starts = []
    for process in outputs:
        said = process.communicate(timeout=PATIENCE_S)[0].splitlines()
        assert len(said) == 3
        for line in said:
            before, shown, after = map(float, line.split())
            starts.append((shown - speed * after, shown - speed * before))
    # there is one moment of zero that fits what all of them read
    assert max(low for low, _ in starts) <= min(high for _, high in starts) + 1e-3
    assert abs(starts[0][1] + speed * began - NOW.timestamp()) < speed * 2


def test_the_demo_runs_on_by_itself_and_brings_complaints(demo_folder, tmp_path):
    """The desk of `demo --speed 600`: three quarters of an hour pass in five seconds."""
    path = tmp_path / "demo.db"
    url = copy_of(demo_at(demo_folder, "D0 10:46"), path)
    before = open_database(url)
    had = complaints(before)
    before.close()
    process = subprocess.Popen(
        [sys.executable, "-m", "commandcenter", "demo", "--speed", "600"],
        env=desk_environment(tmp_path),
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=(errors := (tmp_path / "err").open("wb")),
    )
    errors.close()
    wanted = from_local(2026, 11, 24, 11, 30)
    db = None
    try:
        end = time.monotonic() + PATIENCE_S
        while db is None or db.clock() < wanted or complaints(db) <= had + 20:
            assert time.monotonic() < end, (tmp_path / "err").read_text()[-1500:]
            assert process.poll() is None, (tmp_path / "err").read_text()[-1500:]
            time.sleep(0.2)
            if db:
                db.close()
            db = open_database(url)  # its clock is set when the desk begins
        process.kill()
        process.wait()
        with db.read() as session:
            of_incident = complaint_page(session, ComplaintFilter(incident_id=1)).total
            assert of_incident > count(path, NOW).complaints
            assert verify(session).bad is None
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        if db:
            db.close()


def desk_environment(folder):
    return {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "COMMANDCENTER_DATA": str(folder),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "PYTHONPATH": str(ROOT),
        "QTWEBENGINE_DISABLE_SANDBOX": "1",
    }


def complaints(db):
    with db.read() as session:
        return session.scalar(select(func.count()).select_from(ComplaintRow))


def test_the_story_goes_on_with_what_people_do(tell):
    story = tell("B D0 18:50")
    assert story.ask(lambda s: s.scalar(select(func.count()).select_from(IncidentRow))) == 0
    assert story.go_on_to("B D0 19:22") > 0
    [incident] = story.ask(lambda s: list(s.scalars(select(IncidentRow))))
    assert incident.title == "“10·14”禾味鲜团餐疑似食物中毒事件"
    assert hhmm(incident.received_at) <= "19:22"
    story.go_on_to("B D0 20:45")
    with story.db.read() as session:
        words = list(session.scalars(select(LogEntryRow.text).order_by(LogEntryRow.at)))
        assert "已报告带班领导罗敏，通知现场处置、调查取证组" in words
        assert session.get_one(IncidentRow, incident.id).grade is not None
        assert verify(session).bad is None
    assert story.go_on_to("B D0 20:45") == 0  # nothing happens twice
