"""The texts that are signed: activating, adjusting and ending a response, 初判 and 报请.

A notice says no time of its own: it holds from the moment of its signature, so that what was
read before signing is, to the letter, what was signed. (突发事件应对法 Art. 71, 72, 86.)
"""

from dataclasses import field

from commandcenter.domain.level import Level
from commandcenter.domain.numerals import chinese
from commandcenter.domain.phrase import for_record
from commandcenter.late_dataclass import dataclass

PLAN = "《消费领域群体性事件应急预案》"
LAW = "《中华人民共和国突发事件应对法》"
EVERYBODY = "应急指挥部各工作组，各县（市、区）市场监督管理局："


@dataclass(frozen=True, slots=True)
class Order:
    """What a notice is made from. `office`: who issues it, in its title.

    `before`: the level in force; `lead`: who leads at the new one, in full words; `upper`: the
    body above with its document, when it has decided and the city carries it out.
    """

    title: str  # of the incident
    level: Level
    lead: str
    before: Level | None = None
    grade: Level | None = None
    matter: str = ""  # 响应事项
    reason: str = ""
    expected_days: int = 0
    measures: str = ""
    upper: str = ""
    office: str = field(kw_only=True)


@for_record
def activation_notice(order: Order) -> str:
    """启动通知, with the four items of Art. 72."""
    grade = f"定为{order.grade.grade_title}事件" if order.grade else "尚未定级"
    ground = _ground(order, f"经研判，{order.title}{grade}。根据{cited('4.1(2)')}规定")
    what = f"对{order.title}" if order.upper else ""  # the own ground names it already
    return _lines(
        _title(order, f"启动{order.title}{order.level.response_title}", "通知"),
        EVERYBODY,
        f"{ground}，自签发之时起{what}启动{order.level.response_title}。",
        f"一、响应事项：{_closed(order.matter)}",
        f"二、响应级别：{order.level.response_title}。{_closed(order.lead)}",
        f"三、预计期限：{order.expected_days}天。",
        f"四、应急处置措施：{_closed(order.measures)}",
        "各单位接到本通知后，立即按照职责分工组织落实，按规定时限报告进展。",
    )


@for_record
def change_notice(order: Order) -> str:
    """调整通知: raised or lowered, why, who leads from now on."""
    before = order.before.response_title if order.before else "未启动"
    verb = "提高" if order.before and order.level.graver_than(order.before) else "降低"
    ground = _ground(order, f"根据{cited('4.2')}规定")
    return _lines(
        _title(order, f"{verb}{order.title}响应级别", "通知"),
        EVERYBODY,
        f"{ground}，自签发之时起，{order.title}的响应由{before}{verb}为{order.level.response_title}。",
        f"一、调整理由：{_closed(order.reason)}",
        f"二、牵头单位：{_closed(order.lead)}",
        f"三、预计期限：自调整起{order.expected_days}天。",
        f"四、应急处置措施：{_closed(order.measures)}",
        f"五、工作要求：未办结的事项，按{order.level.response_title}的职责分工和时限要求继续办理。",
    )


@for_record
def ending_notice(order: Order, evidence: tuple[str, ...] = ()) -> str:
    """终止通知: the reason and the evidence as it stood, line by line."""
    ground = _ground(order, f"参照{LAW}第八十六条规定")
    shown = [f"（{chinese(number)}）{_closed(words)}" for number, words in enumerate(evidence, 1)]
    return _lines(
        _title(order, f"终止{order.title}{order.level.response_title}", "通知"),
        EVERYBODY,
        f"{ground}，自签发之时起终止{order.title}的{order.level.response_title}。",
        f"一、终止理由：{_closed(order.reason)}",
        *(("二、签发时的情况：", *shown) if shown else ()),
        "终止后停止执行应急处置措施，转入后期处置；每件投诉仍按各自的法定期限办理，"
        "终报、总结报告和资料归档按期完成，防止事件反复。",
    )


@for_record
def initial_paper(order: Order) -> str:
    """初判 of Ⅱ or Ⅰ: what the bureau holds it to be; the decision is the upper body's."""
    return _lines(
        _title(order, order.title, "初判意见"),
        f"经研判，初步判断{order.title}为{order.level.grade_title}事件，"
        f"根据{cited('1.4.2')}规定，须由上级决定。",
        f"初判理由：{_closed(order.reason)}",
        f"在上级决定前，{_closed(order.lead)}",
    )


@for_record
def request_paper(order: Order, organ: str) -> str:
    """报请: the body above is asked to decide."""
    return _lines(
        _title(order, f"报请研定{order.title}级别", "请示"),
        f"{organ}：",
        f"我局初步判断{order.title}为{order.level.grade_title}事件，"
        f"根据{cited('4.2')}规定，报请研定事件等级和响应级别。",
        f"有关情况：{_closed(order.reason)}",
        "在上级作出决定前，我局继续按现有响应级别处置，有新情况随时续报。妥否，请批示。",
    )


@for_record
def matter_of(title: str) -> str:
    """响应事项 of an incident, as it is proposed."""
    return f"{title}应急响应"


def cited(clause: str) -> str:
    """4.1(2) as a paper cites it: 《消费领域群体性事件应急预案》第4.1条第（2）项."""
    article, _, item = clause.rstrip(")").partition("(")
    return f"{PLAN}第{article}条" + (f"第（{item}）项" if item else "")


def _title(order: Order, what: str, kind: str) -> str:
    """Issuer, matter and kind (党政机关公文处理工作条例第九条)."""
    return f"{order.office}关于{what}的{kind}"


def _ground(order: Order, own: str) -> str:
    return f"根据{order.upper}的决定" if order.upper else f"{own}，经应急指挥部研究决定"


def _closed(words: str) -> str:
    """With one full stop at the end."""
    kept = words.strip().rstrip("。；;")
    return f"{kept}。" if kept else "（未填）。"


def _lines(*lines: str) -> str:
    return "\n".join(lines)
