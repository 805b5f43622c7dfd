"""Plans of earlier programs: their steps, report rules and duties as obligations.

An incident keeps the plan it began under, so what the bureau had set (minutes, 必办, bases, what
it took off its list) must stand in its obligations too. Which act proves an obligation, how
many rows it has and who does it are the program's. `old` says what each one was.
Tables are as PlanData reads them; they are left as they were.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from commandcenter.domain.command.life import OF_BUREAU
from commandcenter.domain.level import Level
from commandcenter.domain.plan.obligation_items import ACT, ONCE

Item = Mapping[str, Any]
Tables = Mapping[str, Sequence[Item]]
Limits = Mapping[str, int | str]

# Whose right it was in the program's earlier matrix, where it is another's now: a bureau that has
# set it otherwise keeps what it set.
FORMER_RIGHTS: Mapping[str, Mapping[str, str]] = {
    "switch_server": {"commander": "all", "admin": "all"},
}
NEW_KINDS = ("obligation", "duty_line", "kind")
ALARM_KINDS = ("alarm", "alarm_climb", "alarm_chain", "alarm_figure")  # of no plan of before
SUPPORT_KINDS = (  # nor these
    "skill", "training_norm", "partner_kind",
    "publicity_kind", "publicity_template", "publicity_line",
)  # fmt: skip
GONE_KINDS = ("step", "performance", "report_rule")  # of a plan of then, and part of no new one
PICTURE = ("picture", "sites", "site")  # of a kind: which map and curve it has
# What settings said of the limits of answers: obligation, setting, levels, minutes of its unit.
ANSWER_LIMITS: Mapping[str, Mapping[str, tuple[tuple[Level, ...], int]]] = {
    "oral_signed": {"oral_signature_hours": (tuple(Level), 60)},
    "legal_answer": {"legal_check_minutes": (tuple(Level), 1)},
    "press_answer": {
        "opinion_answer_hours": ((Level.IV, Level.III), 60),
        "first_release_hours": ((Level.II, Level.I), 60),
    },
}
UNREAD = (  # obligations, thresholds and the words of steps said it already, or nothing asked
    "refill_hours", "press_hours", "daily_report_at", "register_minutes", "cluster_hours",
    "small_count", "visitor_representatives", "joint_representatives", "follow_days",
)  # fmt: skip
GONE_SETTINGS = frozenset({*UNREAD, *(code for each in ANSWER_LIMITS.values() for code in each)})
CLOCK = "clock:"
DAY = 24 * 60


def with_obligations(tables: Tables, program: Tables) -> Tables:
    """The tables, with what a plan of an earlier program lacks. `program`: the program's own."""
    if "obligation" in tables or "step" not in tables:
        return tables
    made = {
        "obligation": _obligations(tables, program),
        "duty_line": _duty_lines(tables, program["duty_line"]),
        "kind": [_cited(tables, kind) for kind in program["kind"]],
    }
    kept = {item["code"] for item in made["obligation"]}
    for line in made["duty_line"]:
        line["codes"] = [code for code in line.get("codes", ()) if code in kept]
    made["duty_line"] = [x for x in made["duty_line"] if x["codes"] or x.get("signs")]
    return {**tables, **made}


def renewed_rights(rights: Sequence[Item], program: Sequence[Item]) -> list[Item]:
    """The matrix, with the rights that stand as an earlier program had them as they are now."""
    fresh = {item["code"]: item for item in program}
    return [
        fresh[item["code"]] if item.get("roles") == FORMER_RIGHTS.get(item["code"], ()) else item
        for item in rights
    ]


def with_alarms(tables: Tables, program: Tables) -> Tables:
    """The tables, with those of the program's alarms that a plan of before does not have."""
    return {**tables, **{kind: _completed(tables, program, kind) for kind in ALARM_KINDS}}


def with_support(tables: Tables, program: Tables) -> Tables:
    """The tables; a plan of before has the program's items of what it says nothing of."""
    missing = [kind for kind in SUPPORT_KINDS if kind not in tables]
    return {**tables, **{kind: _completed(tables, program, kind) for kind in missing}}


def with_bureau(tables: Tables, program: Tables) -> Tables:
    """The tables, with those of the bureau's own obligations that a plan of before does not have:
    what the bureau took off its list is none of these.
    """
    if "obligation" not in tables:
        return tables
    own = [item for item in program["obligation"] if is_bureaus(item)]
    return {**tables, "obligation": _completed(tables, {"obligation": own}, "obligation")}


def is_bureaus(item: Item) -> bool:
    """Whether it belongs to the bureau's own book and to no incident's."""
    return str(item.get("per", "")).removeprefix(ACT) in OF_BUREAU


def _completed(tables: Tables, program: Tables, kind: str) -> list[Item]:
    own = tables.get(kind, ())
    known = {item["code"] for item in own}
    fresh = [item for item in program.get(kind, ()) if item["code"] not in known]
    return [*own, *(_cited(tables, item) for item in fresh)]


def with_pictures(tables: Tables, program: Tables) -> Tables:
    """The tables, with what the program shows of a kind that a plan of before does not say: of
    the measures those that are obligations of that plan.
    """
    listed = {item["code"] for item in tables.get("obligation", ())}
    known = {item["code"]: _picture(item, listed) for item in program["kind"]}
    kinds = [{**known.get(item["code"], {}), **item} for item in tables.get("kind", ())]
    return {**tables, "kind": kinds} if kinds else tables


def _picture(item: Item, listed: Collection[str]) -> dict[str, Any]:
    made = {key: item[key] for key in PICTURE if key in item}
    if "measures" in item:
        made["measures"] = [each for each in item["measures"] if each["code"] in listed]
    if item.get("stop") in listed:
        made["stop"] = item["stop"]
    return made


def without_gone(tables: Tables) -> Tables:
    """The tables; of a plan with obligations, without what these stand in place of."""
    if "obligation" not in tables:
        return tables
    kept = {kind: rows for kind, rows in tables.items() if kind not in GONE_KINDS}
    return with_answer_limits(kept)


def with_answer_limits(tables: Tables) -> Tables:
    """The tables, with what settings of before said of answers in the obligations to answer."""
    said = {item["code"]: item for item in tables.get("setting", ())}
    if "obligation" not in tables or not said.keys() & GONE_SETTINGS:
        return tables
    found = [dict(item) for item in tables["obligation"]]
    for item in found:
        for code, (levels, minutes) in ANSWER_LIMITS.get(item["code"], {}).items():
            if code in said:
                _take_over(item, said[code], levels, minutes)
    kept = [item for item in tables["setting"] if item["code"] not in GONE_SETTINGS]
    return {**tables, "obligation": found, "setting": kept}


def _take_over(item: dict[str, Any], said: Item, levels: Sequence[Level], minutes: int) -> None:
    """Where the bureau had set it otherwise its source goes with it."""
    due = dict.fromkeys(levels, said["value"] * minutes)
    if any(item["due"][level] not in (due[level], "none") for level in levels):
        item |= {"basis": said["source"], "proposal": said.get("proposal", False)}
    item["due"] = {**item["due"], **due}


def _obligations(tables: Tables, program: Tables) -> list[dict[str, Any]]:
    """A step that the bureau took off its list stays off it."""
    sources, found = _sources(tables), []
    times = [old for item in program["obligation"] for old in item.get("old", ())]
    for item in program["obligation"]:
        olds = [old for old in item.get("old", ()) if old in sources]
        if item.get("old") and not olds:
            continue
        own = {"due": item["due"], "round": item.get("round", {})}
        made = _with_limits(item, [(own, sources[old]) for old in olds])
        whole = len(olds) == 1 and times.count(olds[0]) == 1 and item.get("per", ONCE) == ONCE
        made |= {key: sources[olds[0]][key] for key in WORDS if whole and key in sources[olds[0]]}
        if "to" in item:
            made["to"] = {rule["code"]: rule["addressees"] for rule in tables["report_rule"]}
        found.append(_cited(tables, made))
    return found


WORDS = ("title", "detail")  # of a step that is one row and was no other


def _with_limits(item: Item, changes: Sequence[tuple[Item, Item]]) -> dict[str, Any]:
    """`changes`: what a step or clock said, and what it says now: only what differs counts."""
    made = dict(item)
    for key in ("due", "round"):
        pairs = [(was.get(key, {}), now.get(key, {})) for was, now in changes]
        if item.get(key):
            made[key] = {level: _strictest(level, item[key][level], pairs) for level in item[key]}
    for was, now in changes:
        made |= {
            key: now[key]
            for key in ("must", "levels", "amount", "when", "clause", "basis", "proposal")
            if key in now and was.get(key, item.get(key)) != now[key]
        }
    return made


def _strictest(level: str, said: int | str, pairs: Sequence[tuple[Limits, Limits]]) -> int | str:
    """What was set otherwise; of two the earlier."""
    changed = [now[level] for was, now in pairs if level in now and was.get(level) != now[level]]
    minutes = [due for due in changed if isinstance(due, int)]
    return min(minutes) if minutes else (changed or [said])[0]


def _sources(tables: Tables) -> dict[str, Item]:
    """What the obligations were: steps by code, clocks of the report rules, as their limits."""
    steps = {str(step["code"]): _step(step) for step in tables.get("step", ())}
    return steps | dict(_clocks(tables.get("report_rule", ())))


def _step(step: Item) -> Item:
    """A step that comes round daily comes at its time; the others after as many minutes."""
    due, repeat = step["due"], step.get("repeat", {})
    rounds = {
        level: due[level] if str(due[level]).startswith("daily@") else minutes
        for level, minutes in repeat.items()
    }
    return {**step, "round": rounds} if rounds else step


def _clocks(rules: Sequence[Item]) -> Iterator[tuple[str, Item]]:
    limits: Mapping[str, Callable[[Item], int | str]] = {
        "phone": lambda rule: int(rule["phone_minutes"]),
        "first": lambda rule: int(rule["written_minutes"]),
        "followup": _rhythm,
        "final": lambda rule: int(rule["final_minutes"]),
        "summary": lambda rule: int(rule["summary_days"]) * DAY,
    }
    if {rule["code"] for rule in rules} != {level.value for level in Level}:
        return
    for code, limit in limits.items():
        due = {str(rule["code"]): limit(rule) for rule in rules}
        yield CLOCK + code, {"due": due, "round": due if code == "followup" else {}}


def _rhythm(rule: Item) -> int | str:
    return int(rule["follow_up_minutes"]) or f"daily@{rule['daily_at']}"


def _duty_lines(tables: Tables, program: Sequence[Item]) -> list[dict[str, Any]]:
    """As the bureau listed them; a line that it took off stays off."""
    own = {item["code"]: item for item in tables.get("performance", ())}
    kept = [item for item in program if item["code"] in own or "performance" not in tables]
    return [_cited(tables, {**item, **_without_signs(own.get(item["code"], {}))}) for item in kept]


def _without_signs(item: Item) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key != "signs"}


def _cited(tables: Tables, item: Item) -> dict[str, Any]:
    """Without a clause or a fact that an earlier plan does not have."""
    made = dict(item)
    if made.get("clause") not in {each["code"] for each in tables.get("clause", ())}:
        made.pop("clause", None)
        made["source"] = made.get("source") or made.get("basis") or "预案"
    facts = made.get("applies", {}).get("facts")
    if facts:
        known = {each["code"] for kind in ("fact", "context") for each in tables.get(kind, ())}
        made["applies"] = {**made["applies"], "facts": [each for each in facts if each in known]}
    return made
