"""The script of a drill: what comes when, for whom, and which acts answer it. Read from TOML.

A moment is written 2026-11-24 19:05 (the bureau's clock), or +0:35 from the beginning. What the
file does not say of points is taken from resources/drills/score.toml.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import field, fields, replace
from datetime import datetime, timedelta
from typing import Any

from commandcenter.domain.command.signs import is_sign
from commandcenter.domain.drills.burst import read_burst
from commandcenter.domain.drills.complaint_table import read_complaints
from commandcenter.domain.drills.drill import MODE_WORDS, InjectKind, Mode
from commandcenter.domain.errors import AskedWrongly
from commandcenter.domain.file_trouble import quoted
from commandcenter.domain.org import Group, Role
from commandcenter.domain.phrase import word
from commandcenter.domain.times import SHANGHAI
from commandcenter.late_dataclass import dataclass

AFTER = re.compile(r"\+(\d{1,3}):([0-5]\d)")
# Answers that are no act of an incident: a line of the duty log, an incident registered.
OWN_SIGNS = frozenset({"duty_log", "registered"})
FIRST_YEAR, LAST_YEAR = 2000, 2099
LONGEST_TITLE, LONGEST_WORDS, MOST_MINUTES = 80, 2_000, 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom an inject is for; all empty: everybody."""

    role: str = ""
    group: str = ""
    district: str = ""
    login: str = ""


@dataclass(frozen=True, slots=True)
class Inject:
    at: datetime
    kind: InjectKind
    title: str
    words: str = ""
    to: Addressee = Addressee()
    payload: Mapping[str, Any] = field(default_factory=dict)
    signs: tuple[str, ...] = ()
    limit_minutes: int | None = None
    clause: str = ""
    points: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """What was true from a moment on: numbers in reports are held against it. `figure`: hurt."""

    at: datetime
    figure: str
    value: int


@dataclass(frozen=True, slots=True)
class PastAct:
    """What was done in the past event, in minutes after its 接报; None: it was not done.

    `number`: which of several of this title, in the order in which they arose.
    """

    code: str
    title: str
    minutes: int | None
    number: int = 1


@dataclass(frozen=True, slots=True)
class ClauseRule:
    code: str
    title: str
    full: int


@dataclass(frozen=True, slots=True)
class Losses:
    """What a lapse costs (建议值): an obligation late or not done, an act taken back, a number,
    an alarm that climbed because nobody acknowledged it."""

    late: int
    missing: int
    taken_back: int
    number: int
    alarm: int


LOSSES = tuple(each.name for each in fields(Losses))


@dataclass(frozen=True, slots=True)
class ScoreRules:
    clauses: tuple[ClauseRule, ...]
    losses: Losses


@dataclass(frozen=True, slots=True)
class Script:
    """`source`: scenario:A, incident:12 or ""; `players`: who acts by script, as there (A)."""

    title: str
    mode: Mode
    blind: bool
    begins: datetime
    until: datetime
    source: str = ""
    source_words: str = ""
    players: str = ""
    injects: tuple[Inject, ...] = ()
    facts: tuple[Fact, ...] = ()
    past: tuple[PastAct, ...] = ()


def read_rules(found: Mapping[str, Any]) -> ScoreRules:
    clauses = tuple(
        ClauseRule(each["code"], each["title"], int(each["full"])) for each in found["clause"]
    )
    lost = found["losses"]
    return ScoreRules(clauses, Losses(**{name: int(lost[name]) for name in LOSSES}))


def read_script(found: Mapping[str, Any]) -> Script:
    """Raises AskedWrongly naming what is wrong, in words."""
    try:
        return _script(found)
    except KeyError as error:
        raise AskedWrongly("演练脚本里缺少“{key}”。", key=error.args[0]) from error
    except (TypeError, ValueError, AttributeError, OverflowError) as error:
        raise AskedWrongly("演练脚本的内容写法不对。") from error  # its own words are English


def _script(found: Mapping[str, Any]) -> Script:
    begins = _moment(found.get("begins"), None, "开始时间")
    until = _moment(found.get("until"), begins, "结束时间")
    if until <= begins:
        raise AskedWrongly("演练脚本的结束时间应晚于开始时间。")
    injects = [_inject(each, begins) for each in found.get("inject", ())]
    return Script(
        title=_line(found.get("title"), "演练名称"),
        mode=_choice(Mode, found.get("mode", Mode.LIVE), "演练方式"),
        blind=bool(found.get("blind", False)),
        begins=begins,
        until=until,
        source=str(found.get("source", "")),
        source_words=str(found.get("source_words", "")),
        players=str(found.get("players", "")),
        injects=tuple(sorted(injects, key=lambda inject: inject.at)),
        facts=tuple(
            Fact(_moment(f.get("at"), begins, "事实的时间"), str(f["figure"]), int(f["value"]))
            for f in found.get("fact", ())
        ),
        past=tuple(
            PastAct(
                str(p["code"]), str(p["title"]), _whole(p.get("minutes")), int(p.get("number", 1))
            )
            for p in found.get("past", ())
        ),
    )


def in_mode(script: Script, mode: Mode) -> Script:
    """Held otherwise than it was written for; a title that says how, says it anew."""
    title = script.title
    for words in MODE_WORDS.values():
        if title.endswith(words):
            title = f"{title.removesuffix(words)}{MODE_WORDS[mode]}"
            break
    return replace(script, mode=mode, title=title)


def require_inject(inject: Inject) -> Inject:
    """The inject as it is kept. Raises AskedWrongly for what no drill can do."""
    title = _line(inject.title, "注入标题")
    if len(inject.words) > LONGEST_WORDS:
        raise AskedWrongly("注入“{title}”的内容超过 {n} 字。", title=title, n=LONGEST_WORDS)
    for sign in inject.signs:
        if sign not in OWN_SIGNS and not is_sign(sign):
            raise AskedWrongly(
                "注入“{title}”的应答“{sign}”不是系统的记录。", title=title, sign=quoted(sign)
            )
    limit = inject.limit_minutes
    if limit is not None and not 0 < limit <= MOST_MINUTES:
        raise AskedWrongly("注入“{title}”的时限应在 1 到 {n} 分钟。", title=title, n=MOST_MINUTES)
    if limit is not None and not inject.signs:
        raise AskedWrongly("注入“{title}”有时限，应写明哪些记录算作应答。", title=title)
    read_burst(inject.payload)
    if inject.to.role:
        _choice(Role, inject.to.role, "注入对象的角色")
    if inject.to.group:
        _choice(Group, inject.to.group, "注入对象的工作组")
    return inject


def _inject(found: Mapping[str, Any], begins: datetime) -> Inject:
    to = found.get("to", {})
    limit = found.get("limit_minutes")
    inject = Inject(
        at=_moment(found.get("at"), begins, "注入时间"),
        kind=_choice(InjectKind, found.get("kind", ""), "注入种类"),
        title=str(found.get("title", "")),
        words=str(found.get("words", "")),
        to=Addressee(*(str(to.get(key, "")) for key in ("role", "group", "district", "login"))),
        payload=_payload(found.get("payload", {})),
        signs=tuple(str(sign) for sign in found.get("signs", ())),
        limit_minutes=_whole(limit),
        clause=str(found.get("clause", "")),
        points=int(found.get("points", 0)),
    )
    return require_inject(inject)


def _payload(found: Any) -> dict[str, Any]:
    """What comes with it. What cannot be kept or taken in is no script: in the midst of the drill
    it is too late to find out.
    """
    payload = dict(found)
    json.dumps(payload)  # a moment of TOML is none of JSON
    read_complaints(payload)
    return payload


def _whole(found: Any) -> int | None:
    return None if found is None else int(found)


def as_table(script: Script) -> dict[str, Any]:
    """What `read_script` reads, for a file."""
    whole: dict[str, Any] = {
        "title": script.title,
        "mode": script.mode.value,
        "blind": script.blind,
        "begins": words_of(script.begins),
        "until": words_of(script.until),
        "source": script.source,
        "source_words": script.source_words,
        "players": script.players,
        "inject": [_inject_table(inject) for inject in script.injects],
        "fact": [
            {"at": words_of(f.at), "figure": f.figure, "value": f.value} for f in script.facts
        ],
        "past": [_past_table(act) for act in script.past],
    }
    return {key: value for key, value in whole.items() if value not in ("", [], None)}


def _inject_table(inject: Inject) -> dict[str, Any]:
    to = inject.to
    named = {"role": to.role, "group": to.group, "district": to.district, "login": to.login}
    row: dict[str, Any] = {
        "at": words_of(inject.at),
        "kind": inject.kind.value,
        "title": inject.title,
        "words": inject.words,
        "to": {key: value for key, value in named.items() if value},
        "payload": dict(inject.payload),
        "signs": list(inject.signs),
        "limit_minutes": inject.limit_minutes,
        "clause": inject.clause,
        "points": inject.points,
    }
    return {key: value for key, value in row.items() if value not in ("", {}, [], None, 0)}


def _past_table(act: PastAct) -> dict[str, Any]:
    row = {"code": act.code, "title": act.title, "number": act.number, "minutes": act.minutes}
    return {key: value for key, value in row.items() if value is not None}


def words_of(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"


def _moment(found: Any, begins: datetime | None, what: str) -> datetime:
    text = str(found or "").strip()
    at = found if isinstance(found, datetime) else _written(text, begins)
    if at is None or not FIRST_YEAR <= at.year <= LAST_YEAR:
        words = "演练脚本的{what}“{text}”看不懂，应如 2026-11-24 19:05。"
        raise AskedWrongly(words, what=word(what), text=quoted(text))
    return (at if at.tzinfo else at.replace(tzinfo=SHANGHAI)).replace(microsecond=0)


def _written(text: str, begins: datetime | None) -> datetime | None:
    after = AFTER.fullmatch(text)
    if after and begins is not None:
        return begins + timedelta(hours=int(after[1]), minutes=int(after[2]))
    for form in ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"):
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    return None


def _choice(choices: Any, found: Any, what: str) -> Any:
    try:
        return choices(found)
    except ValueError as error:
        known: Sequence[str] = [each.value for each in choices]
        words = "演练脚本的{what}“{found}”不对，可以是 {known}。"
        told = quoted(found)
        raise AskedWrongly(words, what=word(what), found=told, known="、".join(known)) from error


def _line(found: Any, what: str) -> str:
    text = str(found or "").strip()
    if not text or len(text) > LONGEST_TITLE or not text.isprintable():
        raise AskedWrongly("{what}应为 {n} 字以内的一行文字。", what=word(what), n=LONGEST_TITLE)
    return text
