"""What people of a scenario do, as plain data: who, when, which verb, with what.

The arguments by verb; times are aware UTC, people are named by their login:

register_incident  new: the fields of incidents.NewIncident by name
suggest_grade      level, reason, facts
decide_grade       level, reason; on the newest suggestion
activate           matter, level, expected_days, measures, signature (as incidents.Activation)
sign_in            person
assign             code of the obligation, person
close_by_hand      code of the obligation that no record proves; words
tally              kind, value, place
place_team         label, lat, lon; place: a part of its name, people
log                text, shown_by: who of 综合协调组 puts it on the wall, "" for nobody
instruct           text, to_group, deadline_at
receive            text: the beginning of the instruction
report_back        text: the beginning of the instruction; words
draft_report       edits: text by code of the element
sign_report        (none): the newest report
send_report        receivers, way: the newest report
mark               label: a moment of the timeline that is nobody's deed; login ""
call               service, arguments, named: any other service (session, actor, …); what is not
                   known before (see db/demo/script_references.py) is looked up when it is done
print              work: a service that prints, as (db, actor): files first, then its commands
archive            (none): the package of the story's incident is made and stored
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from commandcenter.db.demo.moment import moment


class Verb(StrEnum):
    REGISTER_INCIDENT = "register_incident"
    SUGGEST_GRADE = "suggest_grade"
    DECIDE_GRADE = "decide_grade"
    ACTIVATE = "activate"
    SIGN_IN = "sign_in"
    ASSIGN = "assign"
    CLOSE_BY_HAND = "close_by_hand"
    TALLY = "tally"
    PLACE_TEAM = "place_team"
    LOG = "log"
    INSTRUCT = "instruct"
    RECEIVE = "receive"
    REPORT_BACK = "report_back"
    DRAFT_REPORT = "draft_report"
    SIGN_REPORT = "sign_report"
    SEND_REPORT = "send_report"
    MARK = "mark"
    CALL = "call"
    PRINT = "print"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Act:
    """`login` does `verb` at a moment (aware UTC); "" is the program itself.

    `story`: a part of the title of the incident it is about, where several run; "" the newest.
    """

    at: datetime
    login: str
    verb: Verb
    arguments: dict[str, object] = field(default_factory=dict)
    story: str = ""


class Script:
    """Collects the acts day by day: `script.act(9, 20, "chenyu", Verb.ACTIVATE, level=...)`."""

    def __init__(self, d0: date) -> None:
        self._d0 = d0
        self._day = 0
        self._acts: list[Act] = []

    def turn_to(self, day: int) -> None:
        """What is written from now on happens on this day, counted from D0."""
        self._day = day

    def time(self, hour: int, minute: int, day: int | None = None) -> datetime:
        """A time of the day on the bureau's clock, as aware UTC."""
        return moment(self._d0, self._day if day is None else day, hour, minute)

    def call(
        self,
        hour: int,
        minute: int,
        login: str,
        service: Callable[..., object],
        *arguments: object,
        **named: object,
    ) -> None:
        """Somebody calls a service: `script.call(9, 5, "zhoulan", oral.register, HERE, call)`."""
        told = {"service": service, "arguments": arguments, "named": named}
        self.act(hour, minute, login, Verb.CALL, **told)

    def print(self, hour: int, minute: int, login: str, work: Callable[..., None]) -> None:
        """Somebody has pages set and stored: `work(db, actor)`."""
        self.act(hour, minute, login, Verb.PRINT, work=work)

    def act(self, hour: int, minute: int, login: str, verb: Verb, **arguments: object) -> None:
        self._acts.append(Act(self.time(hour, minute), login, verb, arguments))

    def log(self, hour: int, minute: int, login: str, text: str, shown: bool = False) -> None:
        """A line of the log; what is shown is put on the wall by the coordination group."""
        self.act(hour, minute, login, Verb.LOG, text=text, shown_by="zhoulan" if shown else "")

    def sign_in(self, times: Mapping[tuple[int, int], str]) -> None:
        """Who signs in at which time; logins with spaces between."""
        for (hour, minute), logins in times.items():
            for login in logins.split():
                self.act(hour, minute, login, Verb.SIGN_IN, person=login)

    def by_hand(self, done: Iterable[tuple[int, int, str, str, str]]) -> None:
        """What no record proves: hour, minute, who, code, what was done."""
        for hour, minute, login, code, words in done:
            self.act(hour, minute, login, Verb.CLOSE_BY_HAND, code=code, words=words)

    def acts(self) -> tuple[Act, ...]:
        """In order of time; what was written first comes first within a minute."""
        return tuple(sorted(self._acts, key=lambda act: act.at))
