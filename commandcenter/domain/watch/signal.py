"""Signals of the watch (3.1(1)): what may be gathering, and how a person disposes of it.

A signal is not yet an incident and starts no report clock: it asks a named person to look.
"""

from enum import StrEnum


class StreamKind(StrEnum):
    """What is counted over time; a stream's key is a value of it."""

    SUBJECT = "subject"
    FAMILY = "family"  # one brand, or traders of one legal person
    CATEGORY = "category"  # category × district
    PROBLEM = "problem"  # problem × district
    CHANNEL = "channel"
    TOWN = "town"
    KEYWORDS = "keywords"  # texts that say the same
    AREA = "area"  # neighbouring towns, of the space-time scan


class Detector(StrEnum):
    """What found it. The first three are rules that anybody can check by counting."""

    EARLY_SIGN = "early_sign"  # 苗头
    LINKED_CASES = "linked_cases"  # 关联食品病例
    GROUP_COMPLAINT = "group_complaint"  # 群体投诉
    BURST = "burst"  # within the hour
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
