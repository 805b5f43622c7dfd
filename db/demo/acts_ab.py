"""What the people do when scenarios A and B fall on one day: each as alone, by the same people.

Who came to the command for the gyms is there when the pupils fall ill: they do not sign in again.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any

from commandcenter.db.demo import acts_a, acts_b
from commandcenter.db.demo.acts import Act, Verb
from commandcenter.db.demo.moment import D0, LAST_DAY, ScenarioKey
from commandcenter.db.demo.traders import GYM_BRAND, SCHOOL_MEALS

THERE = frozenset(login for logins in acts_a.SIGN_INS.values() for login in logins.split())


def acts(d0: date) -> tuple[Act, ...]:
    """In order of time; the same for the same D0. Each says which of the two it is about."""
    dates = _dates(D0[ScenarioKey.B], d0)
    gym = [replace(act, story=GYM_BRAND) for act in acts_a.acts(d0)]
    school = [
        replace(act, story=SCHOOL_MEALS, arguments=_said(act.arguments, dates))
        for act in acts_b.acts(d0)
        if act.verb is not Verb.SIGN_IN or act.login not in THERE
    ]
    return tuple(sorted(gym + school, key=lambda act: act.at))


def _dates(told: date, d0: date) -> Mapping[str, str]:
    """How the days of scenario B are written, as it was told and as it happens here."""
    found = {f"“{told.month}·{told.day}”": f"“{d0.month}·{d0.day}”"}
    for days in range(LAST_DAY + 1):
        then, here = told + timedelta(days), d0 + timedelta(days)
        found[f"{then.month}月{then.day}日"] = f"{here.month}月{here.day}日"
    return found


def _said(argument: Any, dates: Mapping[str, str]) -> Any:
    """The argument with the days in its words put right, also inside a tuple or a dataclass."""
    if type(argument) is str:  # no member of an enumeration
        for then, here in dates.items():
            argument = argument.replace(then, here)
        return argument
    if isinstance(argument, tuple | list) and not hasattr(argument, "_fields"):
        return type(argument)(_said(each, dates) for each in argument)
    if isinstance(argument, dict):
        return {key: _said(value, dates) for key, value in argument.items()}
    if is_dataclass(argument) and not isinstance(argument, type):
        told = {f.name: getattr(argument, f.name) for f in fields(argument) if f.init}
        return replace(argument, **{name: _said(value, dates) for name, value in told.items()})
    return argument
