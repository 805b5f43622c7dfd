"""What the record tells for a 典型案例, and whom and what it must not name."""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.aftermath import Ledger, LiableKind
from commandcenter.domain.command.tasks import task_counts
from commandcenter.domain.incident.incident import CATEGORY_WORDS, Category
from commandcenter.domain.level import Axis
from commandcenter.domain.numerals import money_zh
from commandcenter.domain.releases.release import Naming, ReleaseState
from commandcenter.domain.releases.release_text import Private
from commandcenter.domain.times import local, span_zh
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.database import now
from commandcenter.store.incident.counts import incident_counts
from commandcenter.store.incident.naming import grounds
from commandcenter.store.moment import moment
from commandcenter.store.private import private_of, traders_of
from commandcenter.store.reports.report_done import level_steps
from commandcenter.store.tables.aftermath.aftermath import AccountabilityRow, RecoveryRow
from commandcenter.store.tables.city import CityRow, DistrictRow
from commandcenter.store.tables.command.evidence import CaseFileRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.person import PersonRow
from commandcenter.store.tables.releases.release import ReleaseRow

ADVICE = (
    "经营者应当诚信经营，按照约定提供商品和服务；停业、歇业或者变更场所的，应当提前告知消费者并"
    "妥善处理余额。消费者付款前应当核实经营者资质，签订书面合同，保留付款凭证；发生纠纷可拨打12315。"
)


def title_of(incident: IncidentRow) -> str:
    return f"{incident.topic or '消费'}领域群体性纠纷典型案例"


def nameless(session: Session, incident: IncidentRow) -> tuple[Private, frozenset[str]]:
    """Whom the text must not name: complainants, traders even once released, the bureau's people;
    and the places.
    """
    ours = frozenset(session.scalars(select(PersonRow.name)))
    private = private_of(session, incident)
    traders = traders_of(session, incident)
    places = {*session.scalars(select(CityRow.name)), *session.scalars(select(DistrictRow.name))}
    return replace(private, names=private.names | ours, traders=traders), frozenset(places)


def unnamed(session: Session, incident: IncidentRow) -> tuple[Private, frozenset[str]]:
    """The same for a text that people have written: the trader may stand in it by name once the
    penalty is public and the name was released on that ground.
    """
    private, places = nameless(session, incident)
    if incident.released_name and Naming.PUBLICISED in grounds(session, incident.id):
        private = replace(private, traders=frozenset())
    return private, places


def story(session: Session, incident: IncidentRow) -> str:
    parts = (
        ("案情简介", [*_what(session, incident)]),
        ("处置经过", [*_done(session, incident)]),
        ("处理结果", [*_result(session, incident)]),
        ("法律依据", [*_basis(session, incident)]),
        ("警示和提示", [ADVICE]),
    )
    return "\n\n".join(f"【{title}】\n" + "\n".join(lines) for title, lines in parts if lines)


def _what(session: Session, incident: IncidentRow) -> Iterator[str]:
    when = local(incident.received_at)
    kinds = "、".join(CATEGORY_WORDS[Category(c)] for c in incident.categories)
    yield (
        f"{when.year}年{when.month}月，市场监管部门接到消费者对某经营者的集中反映"
        f"（{incident.topic or kinds}）。"
    )
    counts = incident_counts(session, moment(session, now(session)), incident.id)
    if counts.complaints:
        money = f"，自述金额约 {money_zh(counts.amount_cents)}" if counts.amount_cents else ""
        money += counts.left_out
        yield (
            f"共接到投诉举报 {counts.complaints} 件，去重后涉及消费者 {counts.people} 人{money}。"
        )


def _done(session: Session, incident: IncidentRow) -> Iterator[str]:
    began = [s for s in level_steps(session, incident.id) if s.axis is Axis.RESPONSE]
    if began and incident.activated_at:
        span = span_zh(incident.activated_at - incident.received_at)
        yield f"接报后 {span}启动{began[0].level.response_title}。"
    at = incident.ended_at or incident.received_at
    done = task_counts(obligations_of(session, incident.id, at), at).done
    published = session.scalar(
        select(func.count(ReleaseRow.id)).where(
            ReleaseRow.incident_id == incident.id, ReleaseRow.state == ReleaseState.PUBLISHED
        )
    )
    told = f"，向社会发布信息 {published} 次" if published else ""
    yield f"处置中办结任务 {done} 项{told}。"
    if incident.ended_at and incident.activated_at:
        yield f"响应历时 {span_zh(incident.ended_at - incident.activated_at)}。"


def _result(session: Session, incident: IncidentRow) -> Iterator[str]:
    cases = session.scalar(
        select(func.count(CaseFileRow.id)).where(
            CaseFileRow.incident_id == incident.id, CaseFileRow.filed_at.is_not(None)
        )
    )
    penalties = session.scalar(
        select(func.sum(AccountabilityRow.penalty_cents)).where(*_operators(incident))
    )
    if cases or penalties:
        parts = [f"立案 {cases} 件"] if cases else []
        parts += [f"罚没 {money_zh(int(penalties))}"] if penalties else []
        yield f"对涉事经营者{'，'.join(parts)}。"
    people, cents = session.execute(
        select(
            func.sum(RecoveryRow.settled_people), func.sum(RecoveryRow.settled_cents)
        ).where(
            RecoveryRow.incident_id == incident.id, RecoveryRow.ledger == Ledger.CONSUMERS
        )
    ).one()  # fmt: skip
    if people or cents:
        yield f"为 {int(people or 0)} 名消费者挽回损失 {money_zh(int(cents or 0))}。"


def _basis(session: Session, incident: IncidentRow) -> Iterator[str]:
    rows = session.scalars(
        select(AccountabilityRow.basis)
        .where(*_operators(incident))
        .order_by(AccountabilityRow.id)
    )  # fmt: skip
    yield from dict.fromkeys(f"{basis.rstrip('。')}。" for basis in rows)


def _operators(incident: IncidentRow) -> tuple[ColumnElement[bool], ...]:
    return (
        AccountabilityRow.incident_id == incident.id,
        AccountabilityRow.kind == LiableKind.OPERATOR,
    )
