"""Who may publish: the first rule of the plan that fits kind, level and what it is about."""

from collections.abc import Iterable

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.phrase import word
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.domain.releases.release_items import ReleaseRule

NOT_GRADED = word("事件尚未定级，无法核对发布权限；请先定级。")


def graver(grade: Level | None, response: Level | None) -> Level | None:
    """The level that decides who publishes: the graver of grade and response."""
    levels = [level for level in (grade, response) if level]
    return min(levels, key=lambda level: level.rank, default=None)


def rule_for(
    rules: Iterable[ReleaseRule], kind: ReleaseKind, level: Level | None, about: str
) -> ReleaseRule | None:
    """`about`: topic and titles of the incident, in words. None: it is not graded yet."""
    if kind is ReleaseKind.LINE:
        level = level or Level.IV  # internal: no matter how grave
    return next(
        (
            rule
            for rule in rules
            if kind in rule.kinds
            and level in rule.levels
            and (not rule.topics or any(topic in about for topic in rule.topics))
        ),
        None,
    )


def require_authority(rule: ReleaseRule | None, authorised: bool) -> ReleaseRule:
    """Raise RuleBroken, in the rule's words, where another body's document is missing."""
    if rule is None:
        raise RuleBroken(NOT_GRADED)
    if rule.document and not authorised:
        raise RuleBroken("{refusal}", refusal=rule.refusal)
    return rule
