"""The forms of complaints that are tables: 投诉登记表、举报登记表、投诉调解书."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from commandcenter.domain.complaints.complaint import CHANNEL_WORDS, Complainant
from commandcenter.domain.numerals import money_zh
from commandcenter.domain.times import date_zh, minute_zh
from commandcenter.outputs.papers.complaint_words import (
    NO_DATE,
    law,
    name_of,
    number_line,
    signed,
    trader_of,
    until,
)
from commandcenter.outputs.papers.paper_phrases import sentence, tight
from commandcenter.outputs.papers.sheets import FormRow, form, pair, wide
from commandcenter.outputs.pdf.document import Align, Block, Cell, Para, TableBlock
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.grid import SIZE_5
from commandcenter.outputs.pdf.text import clean, one_line
from commandcenter.queries.complaints.forms import FormFacts, FormPaper

CONSENT = "是否同意公示投诉信息：□同意　　□不同意\n是否同意委托调解：　　□同意　　□不同意"
CLAIMS = (
    "□修理　　□重作　　□更换　　□退货　　□补足商品数量\n□退还货款和服务费用　　□赔偿损失　　□其他："
)
SECRET = "（举报人的身份信息依法保密，由承办人填写）"
BRIEF = 600  # characters of what was brought: the rest stands in the system


def _form(rows: Iterable[FormRow]) -> TableBlock:
    """In 五号, so that a form fills one page."""
    return form(tuple(map(_small, row)) for row in rows)


def _small(cell: Cell | str) -> Cell:
    return replace(cell if isinstance(cell, Cell) else Cell(cell), size=SIZE_5)


def _section(words: str) -> FormRow:
    return (Cell(words, Face.HEI, Align.CENTER, span=4),)


def _registered(paper: FormPaper, facts: FormFacts, limit: str) -> tuple[FormRow, ...]:
    due = ""
    if facts.first_due is not None:
        due = until(facts.first_due, estimated=facts.first_estimated).removeprefix("至")
    return (
        pair(("登记单位", one_line(paper.org)), ("登记编号", one_line(facts.number))),
        pair(
            ("登记时间", minute_zh(facts.registered_at)),
            ("接收方式", tight(CHANNEL_WORDS[facts.channel])),
        ),
        wide(limit, f"{due}（{law(paper)}）" if due else ""),
    )


def _person(person: Complainant) -> tuple[FormRow, ...]:
    return (
        pair(("姓　　名", one_line(person.name)), ("联系电话", one_line(person.phone))),
        pair(("证件类型", one_line(person.id_type)), ("证件号码", one_line(person.id_number))),
        wide("联系地址", one_line(person.address)),
    )


def _trader(facts: FormFacts) -> tuple[FormRow, ...]:
    trader = facts.trader
    return (
        wide("名　　称", one_line(trader.name)),
        wide("地　　址", one_line(trader.address)),
        pair(("统一社会\n信用代码", one_line(trader.code)), ("联 系 人\n联系电话", "")),
    )


def _goods(facts: FormFacts) -> tuple[FormRow, ...]:
    named = one_line(facts.goods) or one_line(facts.category)
    money = facts.amount_words if facts.amount_cents is None else money_zh(facts.amount_cents)
    bought = "" if facts.online is None else "网络购买" if facts.online else "线下购买"
    return (
        pair(("商品服务", named), ("涉及金额", f"{money}（自述）" if money else "")),
        pair(("争议类别", one_line(facts.problem)), ("购买方式", bought)),
    )


def _story(facts: FormFacts) -> str:
    said = tight(clean(facts.text).strip()) or tight(one_line(facts.title))
    return said if len(said) <= BRIEF else f"{said[:BRIEF]}……（全文见登记系统）"


def _signing(who: str) -> tuple[FormRow, ...]:
    return (pair((who, f"\n{NO_DATE}"), ("登 记 人\n（签名）", f"\n{NO_DATE}")),)


def intake(paper: FormPaper, facts: FormFacts) -> Iterator[Block]:
    secret = facts.person is None  # of what once was a report
    yield _form(
        (
            *_registered(paper, facts, "受理期限"),
            _section("投　诉　人"),
            *_person(facts.person or Complainant()),
            *((wide("说　　明", SECRET.replace("举报人", "投诉人")),) if secret else ()),
            wide("投诉人\n意　见", CONSENT),
            _section("被 投 诉 人"),
            *_trader(facts),
            _section("消费者权益争议事实依据"),
            *_goods(facts),
            wide("时间地点\n经　　过", _story(facts)),
            wide("证据材料", "\n"),
            wide("投诉请求", CLAIMS),
            *_signing("投 诉 人\n（签名）"),
        )
    )


def report_intake(paper: FormPaper, facts: FormFacts) -> Iterator[Block]:
    yield _form(
        (
            *_registered(paper, facts, "核查期限"),
            _section("举报人（可以不提供姓名）"),
            *_person(facts.person or Complainant()),
            *((wide("说　　明", SECRET),) if facts.person is None else ()),
            _section("被 举 报 人"),
            *_trader(facts),
            _section("涉嫌违法的线索和事实依据"),
            *_goods(facts),
            wide("线索事实", _story(facts)),
            wide("证据材料", "\n"),
            *_signing("举 报 人\n（签名）"),
        )
    )


def agreement(paper: FormPaper, facts: FormFacts) -> Iterator[Block]:
    person = one_line(facts.person.name) if facts.person else ""
    yield from number_line(paper)
    yield Para(
        f"{name_of(facts)}与{trader_of(facts)}发生消费者权益争议，根据{law(paper)}的规定，"
        "经我局主持调解，双方自愿达成如下协议。"
    )
    yield _form(
        (
            wide("投 诉 人", person),
            wide("被投诉人", one_line(facts.trader.name)),
            pair(
                ("登记编号", one_line(facts.number)),
                ("受理时间", date_zh(facts.at.accepted_at) if facts.at.accepted_at else ""),
            ),
            wide("争议事项", tight(one_line(facts.title))),
            wide("协议内容", _agreed(facts)),
            pair(("投 诉 人\n（签名）", f"\n{NO_DATE}"), ("被投诉人\n（签章）", f"\n{NO_DATE}")),
            wide("调解人员\n（签名）", f"\n{NO_DATE}"),
        )
    )
    yield Para("本调解书一式三份，双方各执一份，我局存档一份。")
    yield signed(paper)


def _agreed(facts: FormFacts) -> str:
    """What was recorded when it was closed; while it is under way, room for what is agreed."""
    if not facts.words:
        return "\n" * 5
    cents = facts.told.recovered_cents if facts.told else None
    paid = f"\n给付金额：{money_zh(cents)}。" if cents else ""
    return f"{sentence(tight(one_line(facts.words)))}{paid}"
