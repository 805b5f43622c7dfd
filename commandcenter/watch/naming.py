"""The best name of what gathers: the most specific stream that explains most of it.

A burst of a channel or a county says where complaints came from, not what they are about. So of
each such finding it is asked which narrower stream brought what goes beyond the usual, from the
trader to the town, and what the texts say in common. That one is told too; the book keeps both
as one signal, named by the narrower.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from commandcenter.analysis.characters import plain
from commandcenter.analysis.matters import Dial, Matter, called, matters
from commandcenter.analysis.phrases import Spoken
from commandcenter.domain.watch.signal import SPECIFIC, StreamKind
from commandcenter.domain.watch.watching import Limits
from commandcenter.late_dataclass import dataclass
from commandcenter.services.watch.mentions import Mentions
from commandcenter.store.watch.stream_texts import Text
from commandcenter.store.watch.streams import KINDS, NOWHERE, Ints, Rows
from commandcenter.watch.findings import Finding, finding_of, micros, usual
from commandcenter.watch.matters import TENTHS, said

WIDE = frozenset(
    {
        StreamKind.TOWN, StreamKind.PROBLEM, StreamKind.CATEGORY, StreamKind.DISTRICT,
        StreamKind.CHANNEL,
    }
)  # fmt: skip
MOST = 120  # texts of a finding that are compared, evenly taken


class Sample(Protocol):
    """Texts of complaints, and as many of the weeks before, evenly taken, as are compared."""

    def __call__(self, ids: Sequence[int]) -> tuple[Sequence[Text], Sequence[Text], Mentions]: ...


@dataclass(frozen=True, slots=True)
class _Asked:
    rows: Rows
    limits: Limits
    sample: Sample


def with_names(
    rows: Rows, findings: Sequence[Finding], limits: Limits, sample: Sample
) -> list[Finding]:
    """The findings, and what explains the wide ones better, where it is not among them."""
    asked = _Asked(rows, limits, sample)
    told = {(f.stream, f.key): f for f in findings}
    added: dict[tuple[StreamKind, str], Finding] = {}
    for finding in findings:
        if finding.stream in WIDE:
            better = _narrower(asked, finding)
            if better and (what := (better.stream, better.key)) not in told:
                # The same is said of a channel, its county and trades: the whole of it is told.
                added[what] = max(added.get(what, better), better, key=lambda f: f.observed)
    return [*findings, *added.values()]


def _narrower(asked: _Asked, finding: Finding) -> Finding | None:
    where = np.flatnonzero(np.isin(asked.rows.ids, finding.ids))
    if not len(where):
        return None
    for kind in SPECIFIC[: SPECIFIC.index(finding.stream)]:
        if kind is StreamKind.KEYWORDS:
            better = _by_words(asked, finding)
        elif kind in KINDS:
            better = _of_kind(asked, finding, kind, where)
        else:
            better = None
        if better:
            return better
    return None


def _enough(asked: _Asked, finding: Finding, count: int, expected: float) -> bool:
    """Whether so many, beyond what is usual of them, are most of what the finding is beyond it."""
    beyond = finding.observed - min(finding.expected or 0.0, finding.observed - 1.0)
    return 100 * (count - expected) >= asked.limits.matter_name_percent * beyond


def _of_kind(asked: _Asked, finding: Finding, kind: StreamKind, where: Ints) -> Finding | None:
    rows = asked.rows
    codes = rows.streams[kind][where]
    codes = codes[codes != NOWHERE]
    if not len(codes):
        return None
    code = int(np.bincount(codes).argmax())
    first, last = int(rows.at[where[0]]), int(rows.at[where[-1]])
    inside = (rows.at >= first) & (rows.at <= last) & (rows.streams[kind] == code)
    every = np.ones(len(rows.at), bool)
    expected = usual(rows, kind, code, last - micros(finding.window), finding.window, every)
    if not _enough(asked, finding, int((codes == code).sum()), expected or 0.0):
        return None
    return finding_of(
        rows, kind, np.flatnonzero(inside), finding.detector, finding.window,
        expected=expected, surprise=finding.surprise,
    )  # fmt: skip


def _by_words(asked: _Asked, finding: Finding) -> Finding | None:
    """What most of its texts have in common and those of the weeks before have not."""
    now, before, mentions = asked.sample(finding.ids)
    best = _said_now(now, before, mentions, asked.limits)
    if best is None:
        return None
    members, words = {text.id for text in best.texts}, _words_of(best)
    whole = [t for t in now if t.id in members or any(w in plain(t.words) for w in words)]
    if not _enough(asked, finding, len(whole), 0.0):
        return None
    at = dict(zip(finding.ids, finding.at, strict=True))
    return replace(
        finding,
        stream=StreamKind.MENTION if best.named else StreamKind.KEYWORDS,
        key=best.name,
        ids=tuple(text.id for text in whole),
        at=tuple(at[text.id] for text in whole),
        people=len({text.person for text in whole} - {""}),
        expected=None,
        keywords=(best.name, *best.phrases),
        name=best.name,
    )


def _said_now(
    now: Sequence[Text], before: Sequence[Text], mentions: Mentions, limits: Limits
) -> Matter | None:
    """The largest matter of what came now. Of the weeks before one half says how rare a phrase
    was, the other how alike any two texts are."""
    if not before or not now:
        return None
    spoken = Spoken(windows=(1,), gap=1, base_days=1, least_days=1)
    for texts in (before[::2], before[1::2], now[:: -(-len(now) // MOST)]):
        spoken.add([said(text) for text in texts])
    dial = Dial(limits.matter_people, limits.matter_strength / TENTHS, 0)
    found = matters(spoken, [], dial, mentions.keys)
    return max(found, key=lambda m: (len(m.texts), m.strength, m.name), default=None)


def _words_of(matter: Matter) -> tuple[str, ...]:
    """By which it is known in a text that was not compared."""
    first = called(matter.name) if matter.named else plain(matter.name)
    return tuple(word for word in (first, *map(plain, matter.phrases)) if word)
