"""Whether a newer program is there for this seat, by whom signed, and whether it can be taken."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from commandcenter import __version__
from commandcenter.domain.errors import refusal_of
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.seat.finding import Finding, Health
from commandcenter.domain.seat.upgrade import (
    Here,
    Published,
    is_newer,
    require_fits,
    waits_for_database,
)
from commandcenter.domain.times import short_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.seat.seats import seats
from commandcenter.store.database import now
from commandcenter.store.seat import upgrade_facts


@dataclass(frozen=True, slots=True)
class UpgradeState:
    """`published`: None where nothing is, or nothing newer than this seat has. `waits`: for the
    database; `refusal`: why it cannot be taken now, "" where it can."""

    here: Here
    published: Published | None
    waits: bool = False
    refusal: str = ""


def upgrade_state(session: Session) -> UpgradeState:
    here, found = upgrade_facts.here(session, __version__), upgrade_facts.published(session)
    if found is None or not is_newer(found.version, here.version):
        return UpgradeState(here, None)
    broken = refusal_of(lambda: require_fits(found, here))
    refusal = broken.words if broken else ""
    return UpgradeState(here, found, waits_for_database(found, here), refusal)


def upgrade_finding(session: Session) -> Iterator[Finding]:
    """Its line of 系统状态; none where the bureau has never published anything."""
    found = upgrade_facts.published(session)
    if found is None:
        return
    at = now(session)
    state = upgrade_state(session)
    told = phrase("{signer}签名，{at} 公布", signer=found.signer, at=short_zh(found.at, at))
    name = word("程序版本")
    if state.published is None:
        words = phrase(
            "{own}，已不低于公布的 {version}（{told}）。",
            own=__version__, version=found.version, told=told,
        )  # fmt: skip
        yield Finding(name, Health.GOOD, words, "", found.at)
    elif state.refusal:
        words = phrase("有新版本 {version}（{told}）。", version=found.version, told=told)
        yield Finding(name, Health.ATTENTION, words, state.refusal, found.at)
    else:
        words = phrase(
            "有新版本 {version}（{told}），本席是 {own}。",
            version=found.version, told=told, own=__version__,
        )  # fmt: skip
        todo = word("请在页面底部“有新版本”处安装，或运行 commandcenter upgrade install。")
        yield Finding(name, Health.ATTENTION, words, todo, found.at)


@dataclass(frozen=True, slots=True)
class UpgradeBoard:
    """All that `upgrade status` says. `versions`: how many seats have which, the newest first."""

    here: Here
    key: str
    signer: str
    published: Published | None
    refusal: str
    versions: tuple[tuple[str, int], ...]


def upgrade_board(session: Session) -> UpgradeBoard:
    key, found = upgrade_facts.signing_key(session), upgrade_facts.published(session)
    here = upgrade_facts.here(session, __version__)
    count: dict[str, int] = {}
    for line in seats(session).lines:
        count[line.version] = count.get(line.version, 0) + 1
    refusal = str(refusal_of(lambda: require_fits(found, here)) or "") if found else ""
    return UpgradeBoard(
        here, key.fingerprint if key else "", key.signer if key else "", found, refusal,
        tuple(sorted(count.items(), reverse=True)),
    )  # fmt: skip
