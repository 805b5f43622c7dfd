"""The forms of complaints that are letters: 分送、身份材料、受理、不予受理、调解、终止、结果."""

from collections.abc import Iterator

from commandcenter.domain.complaints.complaint import KIND_WORDS, ComplaintKind
from commandcenter.domain.complaints.forms import cited
from commandcenter.domain.complaints.handling import HandlingAct
from commandcenter.domain.numerals import chinese
from commandcenter.domain.times import date_zh, minute_zh
from commandcenter.outputs.papers.complaint_words import (
    LONG,
    NO_DATE,
    OPEN,
    about,
    contact,
    law,
    name_of,
    number_line,
    opening,
    signed,
    together,
    trader_of,
    until,
)
from commandcenter.outputs.papers.paper_phrases import sentence, tight
from commandcenter.outputs.pdf.document import Block, Para
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.complaints.forms import FormFacts, FormPaper

WAYS = (
    "你可以通过下列途径解决争议：与经营者协商和解；请求消费者协会或者依法成立的其他调解组织调解；"
    "根据与经营者达成的仲裁协议提请仲裁机构仲裁；向人民法院提起诉讼。"
)


def _to(names: str) -> Para:
    return Para(f"{names}：", indent=0)


def forward(paper: FormPaper, facts: FormFacts) -> Iterator[Block]:
    """To the county's bureau unless another was named."""
    kind = KIND_WORDS[facts.kind]
    county = f"{facts.county}市场监督管理局" if facts.county else OPEN
    report = facts.kind is ComplaintKind.REPORT
    days = paper.case_days if report else paper.accept_days
    what = "核查并决定是否立案" if report else "作出是否受理的决定并告知投诉人"
    yield from number_line(paper)
    yield _to(one_line(paper.asked.to) or county)
    yield Para(
        f"我局于{date_zh(facts.registered_at)}收到一件{kind}{about(facts)}。"
        f"经核查，该{kind}应由你单位依法处理。根据{law(paper)}的规定，现将该{kind}分送你单位。"
    )
    yield Para(
        f"请依照{law(paper, 2 if report else 1)}的规定，自收到之日起{chinese(days)}个工作日内"
        f"{what}，并将处理情况在全国12315平台登记。"
    )
    yield Para(f"附件：{kind}登记表和有关材料共＿＿页")
    yield contact(facts)
    yield signed(paper)


def identity(paper: FormPaper, facts: FormFacts) -> Iterator[Block]:
    days = f"{chinese(paper.item.days)}个工作日" if paper.item.days else "＿＿个工作日"
    yield from number_line(paper)
    yield _to(name_of(facts))
    yield Para(
        f"{opening(facts)}为核验你的真实身份信息，请自收到本通知书之日起{days}内，"
        "向我局提供下列材料："
    )
    yield Para("1. 本人有效身份证件的复印件；")
    yield Para("2. 委托他人投诉的，授权委托书和受托人身份证明；")
    yield Para(f"3. 其他材料：{LONG[:17]}。")
    yield Para(
        "逾期未提供、冒用他人名义或者拒不配合核验真实身份信息的，"
        f"我局将根据{law(paper)}的规定，不予受理你的投诉。"
    )
    yield Para(f"提交或者邮寄地址：{LONG[:16]}")
    yield contact(facts)
    yield signed(paper)


def accept(paper: FormPaper, facts: FormFacts) -> Iterator[Block]:
    assert facts.at.accepted_at  # see domain.complaints.forms
    span = f"自受理之日起{chinese(paper.mediation_days)}日内"
    end = ""
    if facts.mediation_due is not None:
        end = f"（{until(facts.mediation_due, estimated=facts.estimated)}止，检验、鉴定时间不计入）"
    yield from number_line(paper)
    yield _to(name_of(facts))
    yield Para(
        f"{opening(facts)}经审查，你的投诉符合受理条件。根据{law(paper)}的规定，"
        f"我局决定自{date_zh(facts.at.accepted_at)}起受理。"
    )
    yield Para(
        f"我局将在双方自愿的基础上依法组织调解。{span}{end}未能达成调解协议的，"
        f"我局将根据{law(paper, 1)}的规定终止调解。"
    )
    yield contact(facts)
    yield signed(paper, facts.at.accepted_at)


def decline(paper: FormPaper, facts: FormFacts) -> Iterator[Block]:
    ground = tight(one_line(facts.ground.title)) if facts.ground else OPEN
    article = cited(facts.ground.source) if facts.ground else OPEN
    yield from number_line(paper)
    yield _to(name_of(facts))
    yield Para(
        f"{opening(facts)}经审查，你的投诉属于“{ground}”的情形。"
        f"根据{together(law(paper), article)}的规定，我局决定不予受理。"
    )
    if facts.words:
        yield Para(f"具体理由：{sentence(tight(one_line(facts.words)))}")
    yield Para(f"根据{law(paper, 1)}的规定，{WAYS}")
    yield contact(facts)
    yield signed(paper, facts.at.declined_at)


def mediate(paper: FormPaper, facts: FormFacts) -> Iterator[Block]:
    """To both sides; when and where is written by hand unless it was said."""
    asked = paper.asked
    when = minute_zh(asked.at) if asked.at else f"{NO_DATE}＿＿时＿＿分"
    where = tight(one_line(asked.place)) or LONG[:14]
    yield from number_line(paper)
    yield _to(f"{name_of(facts)}、{trader_of(facts)}")
    yield Para(
        f"{name_of(facts)}投诉{trader_of(facts)}的消费者权益争议（登记编号：{one_line(facts.number)}），"
        f"我局已{_accepted(facts)}受理。根据{law(paper)}的规定，定于{when}在{where}组织调解，"
        "请你们准时参加。"
    )
    yield Para(
        "参加调解时，请携带身份证明和与争议有关的合同、票据、付款记录等材料；经营者须提供营业执照复印件；"
        "委托他人参加的，须提交授权委托书。"
    )
    yield Para(
        f"无正当理由不参加调解，或者明确拒绝调解的，我局将根据{law(paper, 1)}的规定终止调解。"
    )
    yield contact(facts)
    yield signed(paper)


def _accepted(facts: FormFacts) -> str:
    return f"于{date_zh(facts.at.accepted_at)}" if facts.at.accepted_at else "依法"


def end(paper: FormPaper, facts: FormFacts) -> Iterator[Block]:
    assert facts.at.mediation_ended_at  # see domain.complaints.forms
    ground = tight(one_line(facts.ground.title)) if facts.ground else OPEN
    article = cited(facts.ground.source) if facts.ground else law(paper)
    yield from number_line(paper)
    yield _to(f"{name_of(facts)}、{trader_of(facts)}")
    yield Para(
        f"{name_of(facts)}投诉{trader_of(facts)}的消费者权益争议（登记编号：{one_line(facts.number)}），"
        f"我局{_accepted(facts)}受理后依法组织调解。因存在“{ground}”的情形，根据{article}的规定，"
        f"我局决定自{date_zh(facts.at.mediation_ended_at)}起终止调解。"
    )
    if facts.words:
        yield Para(f"具体情况：{sentence(tight(one_line(facts.words)))}")
    yield Para(
        f"终止调解后，根据{law(paper, 1)}的规定，投诉人可以根据与经营者达成的仲裁协议"
        "提请仲裁机构仲裁，也可以向人民法院提起诉讼。"
    )
    yield contact(facts)
    yield signed(paper, facts.at.mediation_ended_at)


def result(paper: FormPaper, facts: FormFacts) -> Iterator[Block]:
    """To who reported; a name that the form must not have is written by who handles it."""
    yield from number_line(paper)
    yield _to(name_of(facts))
    yield Para(
        f"{opening(facts)}{_result(facts)}根据{together(*paper.item.laws)}的规定，现予告知。"
    )
    yield Para("感谢你对市场监督管理工作的支持。我局将依法对你的身份信息保密。")
    yield contact(facts)
    yield signed(paper)


def _result(facts: FormFacts) -> str:
    if facts.told is None:
        return f"处理结果：{LONG}。"
    day, said = date_zh(facts.told.done_on), sentence(tight(one_line(facts.words)))
    if facts.told.act is HandlingAct.FILE:
        case = f"（{said.rstrip('。')}）" if said else ""
        return f"经核查，我局已于{day}决定立案{case}。"
    if facts.told.act is HandlingAct.NOT_FILE:
        return f"经核查，我局于{day}决定不予立案，理由是：{said or LONG + '。'}"
    return f"该举报已于{day}办结，处理结果：{said or LONG + '。'}"
