"""Before scenario A: the sign of D-2 is looked into, the trader talked to and warned of on D-1.

On D0 the warning turns into the incident; what the trader promised was not kept, and the
warning is lifted when the response has taken its place.
"""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.db.demo.acts import Script
from commandcenter.db.demo.script_actions import HERE
from commandcenter.db.demo.script_references import Newest
from commandcenter.db.demo.traders import GYM_BRAND
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor
from commandcenter.domain.watch.warning import Items
from commandcenter.services.watch import signals, talks, warning_steps, warnings
from commandcenter.services.watch.signals import TriageNote
from commandcenter.store.database import now
from commandcenter.store.tables.watch.warning import TraderTalkRow, WarningStepRow
from commandcenter.store.tables.watch.watch import SignalRow

OFFICE = "澄州市市场监督管理局"
TITLE = "悦力工场健身消费投诉预警"
SCOPE = "城东区、城西区、高新区三家门店，会员约2100人"
MATTERS = (
    "近期会员反映教练成批离职、课约不上、退费推诿，门店仍催办续卡。"
    "如停业，可能引发退费纠纷和现场聚集"
)
MEASURES = "约谈负责人；回访核实会员人数和预收款；通知三个区局加强巡查；视情发布消费警示"
ASKED = "说明教练离职和停课原因，报告会员人数、预收款余额和资金去向，公布退费办法，停止催办续卡"
PROMISE = "11月24日12时前提交会员和预收款清单，三日内公布退费办法，门店正常营业"


def act(script: Script) -> None:
    script.turn_to(-2)
    script.call(
        16, 40, "liwei", verify,
        "电话回访8名投诉人：教练离职过半，课约不上，退费被推到12月；三店仍在营业，仍催办续卡。",
    )  # fmt: skip
    script.turn_to(-1)
    script.call(
        9, 20, "zhoulan", assess,
        "同一品牌三家门店同时出现，7日内持续增加；结合11月12日、18日检查发现的问题，有停业可能。",
    )  # fmt: skip
    script.call(9, 50, "zhoulan", draft)
    script.call(10, 15, "luomin", issue)
    script.call(11, 5, "liwei", done, "W3", "10时40分电话通知城东、城西、高新三个区局，均已复述。")
    _talk(script)
    script.call(
        17, 20, "zhoulan", done, "W2",
        "回访21人：自述预付金额合计约9万元，多数为年卡、两年卡；建议继续观察，准备登记口径。",
    )  # fmt: skip
    _turns_into_the_incident(script)


def _talk(script: Script) -> None:
    talk = talks.Talk(
        place="城东区市场监督管理局会议室",
        officers=("马骁", "吴越"),
        trader_side="运营负责人（自称受法定代表人委托）",
        asked=ASKED,
        talked_at=script.time(15, 0),
        promised=PROMISE,
        promised_until=script.time(12, 0, 0),
    )
    script.call(16, 10, "zhoulan", hold, talk)


def _turns_into_the_incident(script: Script) -> None:
    script.turn_to(0)
    script.call(
        8, 52, "zhoulan", turn, HERE, "三店同时停业，负责人失联，城东店门口聚集约35人。"
    )  # fmt: skip
    landlord = talks.Talk(
        place="澄东广场物业办公室", officers=("马骁", "贺强"), trader_side="出租方、广场物业负责人",
        asked="保留现场和物品清单，劝阻搬离。", talked_at=script.time(11, 40, 0),
    )  # fmt: skip
    script.call(11, 50, "zhoulan", hold_for_the_incident, landlord)
    script.call(
        12, 30, "zhoulan", talks.settle, Newest(TraderTalkRow, {"trader_side": "运营"}), kept=False,
        words="到期未提交会员和预收款清单；三店停业，电话无人接听。",
    )  # fmt: skip
    script.call(
        17, 40, "chenyu", lift, "已转为事件并启动Ⅲ级响应，有关措施由应急响应接续。"
    )  # fmt: skip


def _sign(session: Session) -> SignalRow:
    """The one that the watch holds open on the brand; merged ones hang on it."""
    row = session.scalars(
        select(SignalRow)
        .where(SignalRow.brand == GYM_BRAND, SignalRow.merged_into.is_(None))
        .order_by(SignalRow.found_at, SignalRow.id)
    ).first()
    if row is None:
        raise RuleBroken("演示脚本找不到悦力工场的监测提示。")
    return row


def _warning(session: Session) -> int:
    held = _sign(session).warning_id
    if held is None:
        raise RuleBroken("演示脚本找不到悦力工场的预警。")
    return held


def verify(session: Session, actor: Actor, words: str) -> None:
    signals.verify(session, actor, _sign(session).id, TriageNote(words))


def assess(session: Session, actor: Actor, words: str) -> None:
    signals.assess(session, actor, _sign(session).id, TriageNote(words))


def draft(session: Session, actor: Actor) -> None:
    sign = _sign(session)
    items = Items(
        title=TITLE, category="预付式消费", level=Level.IV, starts_at=now(session), scope=SCOPE,
        matters=MATTERS, measures=MEASURES, issuer=OFFICE,
    )  # fmt: skip
    new = warnings.Draft(items, ("990102", "990103", "990105"), sign.subject_id)
    warnings.draft(session, actor, new, sign.id, TriageNote("有停业可能，先行约谈并发布内部预警。"))


def issue(session: Session, actor: Actor) -> None:
    warnings.issue(session, actor, _warning(session), warnings.Signature(actor.name))


def done(session: Session, actor: Actor, code: str, words: str) -> None:
    """A measure of the warning, by its code."""
    step = session.scalars(
        select(WarningStepRow.id).where(
            WarningStepRow.warning_id == _warning(session), WarningStepRow.code == code
        )
    ).one()
    warning_steps.complete(session, actor, step, words)


def hold(session: Session, actor: Actor, talk: talks.Talk) -> None:
    talks.hold(session, actor, replace(talk, warning_id=_warning(session)))


def hold_for_the_incident(session: Session, actor: Actor, talk: talks.Talk) -> None:
    talks.hold(session, actor, replace(talk, signal_id=_sign(session).id))


def turn(session: Session, actor: Actor, incident_id: int, words: str) -> None:
    warnings.join_incident(session, actor, _warning(session), incident_id, words)


def lift(session: Session, actor: Actor, reason: str) -> None:
    signature = warnings.Signature(actor.name)
    warnings.lift(session, actor, _warning(session), reason, signature)
