"""When the trader may be named outside: after 立案, or after the penalty was made public."""

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.releases.release import NAMING_WORDS, Naming


def require_ground(ground: Naming, filed: bool, publicised: bool) -> None:
    """Raise RuleBroken unless the ground stands on what is registered."""
    if ground is Naming.FILED and not filed:
        raise RuleBroken("本事件没有登记已立案的案件，不能以“已立案”公开经营者名称。")
    if ground is Naming.PUBLICISED and not publicised:
        raise RuleBroken("本事件没有登记公示处罚决定，不能以“已公示”公开经营者名称。")


def require_not_named(named: bool | None) -> None:
    if named:
        raise RuleBroken("经营者名称已经可以对外使用。")


def require_named(named: bool | None) -> None:
    if not named:
        raise RuleBroken("经营者名称没有公开，不需要收回。")


def ground_words(ground: Naming, words: str) -> str:
    return f"{NAMING_WORDS[ground]}：{words}" if words else NAMING_WORDS[ground]
