"""The way out: once for each act, to who is at no seat, tried again; nothing but what is told."""

import json
import re
import stat
import sys
import threading
from dataclasses import replace

import pytest
from sqlalchemy import insert, select, text

from commandcenter.domain.alarms.alarm import Standing
from commandcenter.domain.alarms.machine import AlarmAct
from commandcenter.queries.alarms import conditions
from commandcenter.services.guard import PROGRAM
from commandcenter.store.alarms import alarm_messages
from commandcenter.store.alarms.alarm_people import Behind, behind
from commandcenter.store.database import now
from commandcenter.store.tables.every import AlarmActRow, AlarmRow, JournalLineRow
from commandcenter.store.tables.seat.seat import SeatRow
from commandcenter.store.tables.setting import SimulatedClockRow
from commandcenter.watch import alarm_sender
from commandcenter.watch.alarm_sender import TRIES, AlarmSender, WayOut
from tests.alarm_stage import LEADER, acts, late, turn
from tests.patience import until

UNGUARDED = {
    True: "DROP TRIGGER simulated_clock_founding",
    False: "SET LOCAL session_replication_role = replica",
}


def sender(city, **way):
    return AlarmSender(city.db, PROGRAM, None, WayOut(**way))


def documents(folder):
    return [json.loads(path.read_bytes()) for path in sorted(folder.glob("*.json"))]


def command(tmp_path, body):
    """A program that gets the document; `seen` is where it may put it."""
    script, seen = tmp_path / "notify.py", tmp_path / "seen"
    script.write_text(f"import sys, pathlib\nseen = pathlib.Path({str(seen)!r})\n{body}\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return (sys.executable, str(script), "$(touch /tmp/never)"), seen


def test_without_a_command_each_message_is_one_file_and_goes_once(city, tmp_path):
    alarm, out = late(city), tmp_path / "outbox"
    assert sender(city, folder=out).look() == 1
    assert sender(city, folder=out).look() == 0
    (told,) = documents(out)
    (file,) = out.iterdir()
    with city.db.read() as session:
        wanted = select(AlarmActRow).where(AlarmActRow.alarm_id == alarm.id)
        raised = session.scalars(wanted.order_by(AlarmActRow.id)).first()
    number = re.escape(f"{raised.id:08}-{raised.at:%Y%m%dT%H%M%SZ}")
    assert re.fullmatch(number + "-[0-9a-f]{8}", told["id"]), "not given again after a restore"
    assert file.name == f"alarm-{told['id']}.json"
    assert (told["alarm"], told["act"], told["priority"]) == (alarm.id, "raised", "high")
    assert told["to"] == [{"name": "马骁", "as": "现场处置组组长马骁", "phone": "0990-1234567"}]
    assert told["text"].startswith("【紧急告警】")
    assert acts(city, alarm.id)[-1] == (AlarmAct.SENT, "现场处置组组长马骁")
    with city.db.read() as session:
        last = select(JournalLineRow.kind, JournalLineRow.verb)
        last = last.order_by(JournalLineRow.number.desc()).limit(1)
        assert tuple(session.execute(last).one()) == ("alarm", "sent")


def test_what_could_not_be_noted_leaves_again_by_its_name_unless_it_says_something_else(
    city, tmp_path, monkeypatch
):
    """Found by a day of the simulation: one name said two things, and the second was thrown away
    by who goes by the name.
    """
    late(city)
    monkeypatch.setattr(AlarmSender, "_note", lambda *_: None)
    assert [sender(city, folder=tmp_path / "outbox").look() for _ in range(2)] == [1, 1]
    (told,) = documents(tmp_path / "outbox")
    monkeypatch.setattr(alarm_messages, "behind", moved)
    assert sender(city, folder=tmp_path / "outbox").look() == 1
    first, other = documents(tmp_path / "outbox")
    assert told in (first, other)
    assert first["id"] != other["id"]
    assert first["id"][:25] == other["id"][:25]
    assert {first["to"][0]["phone"], other["to"][0]["phone"]} == {"0990-1234567", "0990-7654321"}


def moved(session, at):
    """The same people, at another telephone."""
    people = behind(session, at).people
    return Behind(
        {
            token: tuple(replace(each, phone="0990-7654321") for each in these)
            for token, these in people.items()
        }
    )


def test_the_command_gets_the_document_and_its_words_as_they_stand(city, tmp_path):
    late(city)
    words, seen = command(
        tmp_path, "seen.write_bytes(sys.stdin.buffer.read() + sys.argv[1].encode())"
    )
    assert sender(city, command=words).look() == 1
    assert seen.read_bytes().endswith(b"}$(touch /tmp/never)")


def test_what_fails_is_tried_again_later_and_said_to_be_unsent_once(city, tmp_path):
    alarm = late(city)
    words, _ = command(tmp_path, "sys.exit(3)")
    way = sender(city, command=words)
    assert way.look() == 0
    (tried,) = way._tries.values()
    assert way.look() == 0
    assert tried.count == 1  # not before its pause is over
    for _ in range(TRIES):
        tried.at = 0.0
        way.look()
        assert way.look() == 0
    assert [act for act, _ in acts(city, alarm.id)] == [AlarmAct.RAISED, AlarmAct.UNSENT]


def fail(city, way):
    """As often as it takes to say that a message does not get out."""
    for _ in range(TRIES):
        way.look()
        for tried in way._tries.values():
            tried.at = 0.0


def of_way(city):
    with city.db.read() as session:
        wanted = select(AlarmRow).where(AlarmRow.kind == "unsent").order_by(AlarmRow.id)
        return list(session.scalars(wanted))


def test_a_way_that_fails_alarms_the_seats_and_the_next_is_told(city, tmp_path):
    alarm = late(city)
    words, _ = command(tmp_path, "sys.exit(3)")
    way = sender(city, command=words, folder=tmp_path / "outbox")
    fail(city, way)
    (told,) = documents(tmp_path / "outbox")
    assert told["alarm"] == alarm.id, "left as a file, where the command did not take it"
    turn(city)
    (of,) = of_way(city)
    assert of.title == "告警通知发不出去：现场处置组组长马骁（通知命令）"
    assert of.room
    with city.db.read() as session:
        unsent = select(AlarmActRow.at).where(AlarmActRow.act == AlarmAct.UNSENT)
        assert of.since == session.scalar(unsent)
    assert acts(city, alarm.id)[-1][0] is AlarmAct.ESCALATED, "before its minutes are over"
    turn(city)
    assert [act for act, _ in acts(city, alarm.id)].count(AlarmAct.ESCALATED) == 1


def test_the_alarm_of_a_way_leaves_by_none_and_ends_when_it_works_again(city, tmp_path):
    late(city)
    words, _ = command(tmp_path, "sys.exit(3)")
    for _ in range(5):  # to the end of the chain
        fail(city, sender(city, command=words))
        turn(city)
    (of,) = of_way(city)
    assert of.standing is Standing.UNACKNOWLEDGED
    with city.db.read() as session:
        about = select(AlarmActRow.alarm_id).where(AlarmActRow.act == AlarmAct.UNSENT)
        assert of.id not in set(session.scalars(about))
    assert sender(city, folder=tmp_path / "outbox").look() > 0
    assert of.id not in {told["alarm"] for told in documents(tmp_path / "outbox")}
    turn(city)
    assert [each.standing for each in of_way(city)] == [Standing.RETURNED]


def test_who_sits_at_a_seat_is_sent_nothing(city, tmp_path):
    alarm, leader = late(city), getattr(city, LEADER)
    with city.db.transaction() as session:
        at = now(session)
        session.execute(
            insert(SeatRow).values(
                id="x", person_id=leader.person_id, login=leader.login, name=leader.name,
                kind="desk", machine="m", version="1", since=at, at=at, heard=0, age_ms=0,
            )
        )  # fmt: skip
    assert sender(city, folder=tmp_path / "outbox").look() == 0
    assert [act for act, _ in acts(city, alarm.id)] == [AlarmAct.RAISED]


def test_nothing_of_a_demo_or_a_drill_leaves(city, tmp_path):
    late(city)
    clock = {"id": 1, "real_micros": 0, "simulated_micros": 0, "speed": 1, "story": "A D0 10:46"}
    with city.db.transaction() as session:  # which no real store takes
        session.execute(text(UNGUARDED[city.db.embedded]))
        session.execute(insert(SimulatedClockRow).values(clock))
    assert sender(city, folder=tmp_path / "outbox").look() == 0


def test_a_sender_that_hangs_holds_up_no_alarm(city, tmp_path):
    late(city)
    words, _ = command(tmp_path, "import time; time.sleep(5)")
    thread = threading.Thread(target=sender(city, command=words).look)
    thread.start()
    assert late(city).id > 1
    thread.join()


@pytest.mark.parametrize("way", [{}, {"command": ("/nowhere/at/all",)}])
def test_a_way_that_is_none_sends_nothing(city, way):
    late(city)
    assert sender(city, **way).look() == 0


def test_a_look_that_raises_is_an_alarm_until_one_is_done(city, tmp_path, monkeypatch):
    """It was in the log alone: nobody at a seat knew that no notification left."""
    late(city)
    stop, out = threading.Event(), sender(city, folder=tmp_path / "outbox")

    def broken(_self):
        raise ValueError("13900000001")

    def told():
        matters = city.ask(conditions.read_system, city.db.clock())
        return [each.title for each in matters if "告警通知" in each.title]

    monkeypatch.setattr(alarm_sender, "LOOK_S", 0.01)
    with monkeypatch.context() as patched:
        patched.setattr(AlarmSender, "look", broken)
        thread = threading.Thread(target=out.run, args=(stop,))
        thread.start()
        until(told)
    until(lambda: not told())
    assert len(documents(tmp_path / "outbox")) == 1
    stop.set()
    thread.join()
