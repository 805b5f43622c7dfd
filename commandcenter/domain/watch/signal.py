"""Signals of the watch (3.1(1)): what may be gathering, and how a person disposes of it.

A signal is not yet an incident and starts no report clock: it asks a named person to look.
"""

from enum import StrEnum


class StreamKind(StrEnum):
    """What is counted over time; a stream's key is a value of it."""

    SUBJECT = "subject"
    FAMILY = "family"  # one brand, or traders of one legal person
    MENTION = "mention"  # a name in texts that is no known trader's
    CATEGORY = "category"  # category × district
    PROBLEM = "problem"  # problem × district
    DISTRICT = "district"
    CHANNEL = "channel"
    TOWN = "town"
    TOWN_PROBLEM = "town_problem"  # problem × town; only names what others found
    KEYWORDS = "keywords"  # texts that say the same
    AREA = "area"  # neighbouring towns, of the space-time scan


# What is named by the first of these that explains most of it: from whom it is about to where
# it came from. A wider one only stands beside it.
SPECIFIC = (
    StreamKind.SUBJECT, StreamKind.FAMILY, StreamKind.MENTION, StreamKind.KEYWORDS,
    StreamKind.TOWN_PROBLEM, StreamKind.TOWN, StreamKind.AREA, StreamKind.PROBLEM,
    StreamKind.CATEGORY, StreamKind.DISTRICT, StreamKind.CHANNEL,
)  # fmt: skip


class Detector(StrEnum):
    """What found it. The first three are rules that anybody can check by counting."""

    EARLY_SIGN = "early_sign"  # 苗头
    LINKED_CASES = "linked_cases"  # 关联食品病例
    GROUP_COMPLAINT = "group_complaint"  # 群体投诉
    BURST = "burst"  # within the hour
    GATHERING = "gathering"  # over days, in texts
    DAILY = "daily"  # more than usual for the day
    CLUSTER = "cluster"  # space-time scan


class SignalState(StrEnum):
    """NEW and VERIFYING wait for somebody; WATCHING returns to NEW when it grows."""

    NEW = "new"
    VERIFYING = "verifying"
    WATCHING = "watching"
    ASSESSING = "assessing"
    EXCLUDED = "excluded"
    WARNED = "warned"
    INCIDENT = "incident"
    MERGED = "merged"


class SignalAct(StrEnum):
    FOUND = "found"
    GREW = "grew"
    RETURNED = "returned"  # from WATCHING, or after EXCLUDED, because it changed
    VERIFIED = "verified"
    EXCLUDED = "excluded"
    WATCHED = "watched"
    ASSESSED = "assessed"
    WARNED = "warned"
    OPENED = "opened"  # an incident
    MERGED = "merged"
    TOOK_IN = "took in"
    TAKEN_OUT = "taken out"
    NOTED = "noted"
    RENAMED = "renamed"  # by a person, who knows better what it is about
