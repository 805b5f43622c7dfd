"""A newer program for all seats: the key that signs it, its publication, and an end to that."""

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.domain.seat.people_list import require_line
from commandcenter.domain.seat.upgrade import (
    LONGEST_SIGNER,
    Manifest,
    Published,
    SigningKey,
    is_newer,
    require_version,
)
from commandcenter.services import book
from commandcenter.services.guard import rights, storable
from commandcenter.store.database import now
from commandcenter.store.seat import upgrade_facts
from commandcenter.store.seat.earlier_act import about

KIND = "bureau"


def require_may_publish(session: Session, actor: Actor) -> None:
    """Raises RuleBroken for who looks after no accounts; the program itself may."""
    if actor.person_id:
        rights(session).require(actor, Action.MANAGE_ACCOUNTS)


def signer_line(signer: str) -> str:
    """Who signs, in one line. Raises RuleBroken where that says nothing, or too much."""
    words = require_line(storable(signer), "签名人")
    if not words:
        raise RuleBroken("请写明签名人。")
    if len(words) > LONGEST_SIGNER:
        raise RuleBroken("签名人不超过 {n} 字。", n=LONGEST_SIGNER)
    return words


def keep_key(session: Session, actor: Actor, public: str, signer: str) -> SigningKey:
    """From now on seats take what this key has signed; what an earlier one signed no more."""
    require_may_publish(session, actor)
    key = SigningKey(public, signer_line(signer))
    upgrade_facts.put_key(session, key)
    upgrade_facts.put_published(session, None)
    book.record(session, actor, KIND, 0, "upgrade key kept")
    return key


def require_may_be_published(
    session: Session, actor: Actor, manifest: Manifest, public: str
) -> SigningKey:
    """The key of the bureau, which is `public`. Raises RuleBroken for any other."""
    require_may_publish(session, actor)
    key = upgrade_facts.signing_key(session)
    if key is None:
        raise RuleBroken("本局还没有签名密钥，请先运行 commandcenter upgrade key。")
    if key.public != public:
        raise RuleBroken("这把私钥不是本局现在的签名密钥（{mark}）。", mark=key.fingerprint)
    require_version(manifest.version)
    before = upgrade_facts.published(session)
    if before is not None and is_newer(before.version, manifest.version):
        raise RuleBroken(
            "已公布的是更新的版本 {version}；要改为公布较旧的，请先撤回。", version=before.version
        )
    return key


def publish(session: Session, actor: Actor, manifest: Manifest, digest: str, folder: str,
            public: str) -> Published:  # fmt: skip
    """Tell every seat. `digest`: of the signed words; `public`: of the key that signed them."""
    key = require_may_be_published(session, actor, manifest, public)
    found = Published(
        manifest.version, manifest.schema, key.signer, key.fingerprint, digest,
        storable(folder), actor.name, now(session),
    )  # fmt: skip
    upgrade_facts.put_published(session, found)
    book.record(session, actor, KIND, 0, "upgrade published")
    return found


def withdraw(session: Session, actor: Actor) -> Published:
    """No seat takes it any more; those that have it keep it."""
    require_may_publish(session, actor)
    about(session, KIND, 0)
    found = upgrade_facts.published(session)
    if found is None:
        raise RuleBroken("现在没有公布的新版本。")
    upgrade_facts.put_published(session, None)
    book.record(session, actor, KIND, 0, "upgrade withdrawn")
    return found
