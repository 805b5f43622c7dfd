"""The way out: what alarms ask of people who are at no seat leaves by the bureau's own command.

The command stands in the settings file of this machine alone, never in the database, and is
started without a shell; it gets one JSON document on standard input (packaging/alarm-notify.zh.md).
Without one each message becomes a file in a folder. What fails is tried again with growing pauses,
on a thread of its own, and each sending is journalled. Only who holds the lease sends. A message
that does not get out is noted as unsent: that alarms who sits at a seat, and the next in the chain.
"""

import hashlib
import json
import subprocess
import time
from collections.abc import Callable
from dataclasses import field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Event

from commandcenter import own_files
from commandcenter.domain.alarms.alarm import PRIORITY_WORDS
from commandcenter.domain.alarms.machine import ACT_WORDS, AlarmAct
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.times import dated_zh, local
from commandcenter.domain.watch.watch_parts import Part
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.alarms.alarm_book import BY, KIND, add_act
from commandcenter.store.alarms.alarm_messages import Message, is_noted, waiting_messages
from commandcenter.store.database import Database, Lost, now
from commandcenter.store.tables.alarms.alarm import AlarmRow
from commandcenter.store.watch import watch_lease, watch_runs
from commandcenter.store.watch.watch_lease import Lease, LeaseLost
from commandcenter.watch.attempt import Failures, attempt

LOOK_S = 2.0
PATIENCE_S = 20.0  # of one sending
FIRST_PAUSE_S, LONGEST_PAUSE_S = 5.0, 300.0
TRIES = 3  # until it is said that it does not get out; it is tried as long as it waits
COMMAND, FOLDER = word("通知命令"), word("通知文件夹")
FORMAT = 1
OF_WORDS = 8  # hexadecimal digits of the sum of what it says


@dataclass(frozen=True, slots=True)
class WayOut:
    """`command`: its words, none: files in `folder` instead; neither: nothing leaves."""

    command: tuple[str, ...] = ()
    folder: Path | None = None

    def send(self, name: str, document: bytes) -> bool:
        """Whether it took it; within PATIENCE_S."""
        if not self.command:
            return self.put(name, document)
        try:
            done = subprocess.run(
                self.command,
                input=document,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired, ValueError):
            return False
        return done.returncode == 0

    def put(self, name: str, document: bytes) -> bool:
        """As a file in the folder: also where the command does not take it."""
        if self.folder is None:
            return False
        try:
            own_files.make_folder(self.folder)
            own_files.write(self.folder / f"alarm-{name}.json", document)
        except OSError:
            return False
        return True


@dataclass
class Try:
    count: int = 0
    at: float = 0.0

    def failed(self, at: float) -> None:
        self.count += 1
        pause = FIRST_PAUSE_S * 2 ** (self.count - 1)
        self.at = at + min(pause, LONGEST_PAUSE_S)


@dataclass
class AlarmSender:
    """Sends while the lease is held; what was sent is in the database, what failed is not."""

    db: Database
    actor: Actor
    lease: Lease | None
    way: WayOut
    elapsed: Callable[[], float] = time.monotonic
    _tries: dict[int, Try] = field(default_factory=dict)
    _noted: str | None = None  # what the database says of the look before; None: not known

    def run(self, stop: Event) -> None:
        """What a look raises is an alarm of the watch's part, until one is done."""
        while not stop.wait(LOOK_S):
            failed: Failures = {}
            try:
                attempt(Part.SENDING, self.look, failed)
                attempt(Part.SENDING, partial(self._note_look, failed.get(Part.SENDING, "")), {})
            except Lost:
                continue
            except LeaseLost:
                return

    def _note_look(self, reason: str) -> None:
        if reason != self._noted:
            watch_runs.note_sending(self.db, self.lease, reason)
            self._noted = reason

    def look(self) -> int:
        """Send all that waits and may be tried now. Return how many left."""
        sent = 0
        for message, name, document in self._waiting():
            number = message.act.id
            tried = self._tries.setdefault(number, Try())
            if self.elapsed() < tried.at:
                continue
            if self.way.send(name, document):
                self._note(message, AlarmAct.SENT, _people(message))
                self._tries.pop(number, None)
                sent += 1
            else:
                tried.failed(self.elapsed())
                if tried.count >= TRIES:
                    self._tell_unsent(message, name, document)
        return sent

    def _tell_unsent(self, message: Message, name: str, document: bytes) -> None:
        """By which way whom it did not reach; a command's message is left as a file, too."""
        way = COMMAND if self.way.command else FOLDER
        if self.way.command:
            self.way.put(name, document)
        self._note(message, AlarmAct.UNSENT, f"{_people(message)}（{way}）")

    def _waiting(self) -> list[tuple[Message, str, bytes]]:
        if not self.way.command and self.way.folder is None:
            return []
        with self.db.read() as session:
            found = waiting_messages(session, now(session))
            return [(message, *_named(message)) for message in found]

    def _note(self, message: Message, act: AlarmAct, words: str) -> None:
        """Unless another noted it meanwhile."""
        with self.db.write() as session:
            if self.lease:
                watch_lease.require(session, self.lease)
            if is_noted(session, message.act.id, act):
                return
            alarm = session.get_one(AlarmRow, message.alarm.id)
            add_act(session, alarm.id, alarm, act, words, BY, now(session), message.act.id)
            book.record(session, self.actor, KIND, alarm.id, act.value, incident=alarm.incident_id)


def _people(message: Message) -> str:
    return "、".join(each.words for each in message.to)


def _named(message: Message) -> tuple[str, bytes]:
    """The notification, and its name for ever: a restored database gives the numbers after it
    again. What leaves once more, because nobody could note that it had left, has the name that it
    had, unless it says something else by now or goes to others.
    """
    act, told = message.act, _told(message)
    said = hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
    name = f"{act.id:08}-{act.at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{said[:OF_WORDS]}"
    document = {"format": FORMAT, "id": name, **told}
    return name, json.dumps(document, ensure_ascii=False).encode()


def _told(message: Message) -> dict[str, object]:
    """As packaging/alarm-notify.zh.md says: names and the office's telephone, no other data of
    people."""
    act, alarm = message.act, message.alarm
    return {
        "alarm": alarm.id,
        "version": act.version,
        "act": act.act.value,
        "at": _iso(act.at),
        "priority": act.priority.value,
        "title": alarm.title,
        "place": alarm.place,
        "todo": alarm.todo,
        "since": _iso(alarm.since),
        "due_at": _iso(alarm.due_at) if alarm.due_at else None,
        "to": [{"name": each.name, "as": each.words, "phone": each.phone} for each in message.to],
        "text": text_of(message),
    }


def text_of(message: Message) -> str:
    """The whole as one line, for a telephone."""
    act, alarm = message.act, message.alarm
    place = f"（{alarm.place}）" if alarm.place else ""
    return (
        f"【{PRIORITY_WORDS[act.priority]}告警】{dated_zh(act.at)} {ACT_WORDS[act.act]}："
        f"{alarm.title}{place}。{alarm.todo}"
    )


def _iso(at: datetime) -> str:
    return local(at).isoformat(timespec="seconds")
