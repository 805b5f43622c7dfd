"""Official papers (公文): their kinds, the steps of their way, and what is wanted next.

What unedited paragraphs say follows the data until 签发; from there nothing of a paper changes.
Which steps a kind goes through is plan data (papers.toml, see paper_items).
"""

import hashlib
from collections.abc import Iterable, Sequence
from enum import StrEnum

from commandcenter.domain.org import Group
from commandcenter.domain.phrase import phrases, word
from commandcenter.late_dataclass import dataclass


class PaperKind(StrEnum):
    """The codes are those of the command line: `brief KIND`."""

    FIRST = "first"
    FOLLOW_UP = "followup"
    FINAL = "final"
    EXPRESS = "express"
    BRIEFING = "briefing"
    DAILY = "daily"
    ACTIVATION = "activation"
    LEVEL_CHANGE = "levelchange"
    TERMINATION = "termination"
    HANDOVER = "handover"
    REQUEST = "request"
    LETTER = "letter"
    MINUTES = "minutes"
    MEETING = "meeting"
    INSTRUCTION = "instruction"
    NOTICE = "notice"
    RELEASE = "release"
    INVESTIGATION = "investigation"
    ASSESSMENT = "assessment"
    CLAUSES = "clauses"
    ROSTER = "roster"
    WATCH = "watch"
    MONTHLY = "monthly"
    DRILL = "drill"
    RIGHTS = "rights"
    SPECIAL = "special"
    OPINION = "opinion"
    TRANSCRIPT = "transcript"
    PRESS = "press"
    DUTY_DAY = "dutyday"


PAPER_WORDS: dict[PaperKind, str] = phrases(
    {
        PaperKind.FIRST: "首报",
        PaperKind.FOLLOW_UP: "续报",
        PaperKind.FINAL: "终报",
        PaperKind.EXPRESS: "值班快报",
        PaperKind.BRIEFING: "会商简报",
        PaperKind.DAILY: "日报",
        PaperKind.ACTIVATION: "启动响应通知",
        PaperKind.LEVEL_CHANGE: "响应级别调整通知",
        PaperKind.TERMINATION: "终止响应通知",
        PaperKind.HANDOVER: "升级交接单",
        PaperKind.REQUEST: "请示",
        PaperKind.LETTER: "函",
        PaperKind.MINUTES: "会商纪要",
        PaperKind.MEETING: "会议通知",
        PaperKind.INSTRUCTION: "指令批示办理单",
        PaperKind.NOTICE: "消费警示",
        PaperKind.RELEASE: "情况通报",
        PaperKind.INVESTIGATION: "调查报告",
        PaperKind.ASSESSMENT: "总结评估报告",
        PaperKind.CLAUSES: "履职清单",
        PaperKind.ROSTER: "值班表",
        PaperKind.WATCH: "投诉分析周报",
        PaperKind.MONTHLY: "月度分析",
        PaperKind.DRILL: "演练评估报告",
        PaperKind.RIGHTS: "权利告知单",
        PaperKind.SPECIAL: "要情专报",
        PaperKind.OPINION: "舆情专报",
        PaperKind.TRANSCRIPT: "批示抄清",
        PaperKind.PRESS: "新闻通稿",
        PaperKind.DUTY_DAY: "值班日报",
    }
)

# Which tell and ask for nothing: what asks for an answer goes in a 请示 of its own (条例第15条).
TELLING = frozenset({
    PaperKind.FIRST, PaperKind.FOLLOW_UP, PaperKind.FINAL, PaperKind.EXPRESS, PaperKind.BRIEFING,
    PaperKind.DAILY, PaperKind.INVESTIGATION, PaperKind.ASSESSMENT, PaperKind.WATCH,
    PaperKind.MONTHLY, PaperKind.DRILL, PaperKind.SPECIAL, PaperKind.OPINION, PaperKind.DUTY_DAY,
})  # fmt: skip


class Subject(StrEnum):
    """What the number beside a kind names."""

    INCIDENT = "incident"
    WARNING = "warning"
    INSTRUCTION = "instruction"
    PERIOD = "period"  # the first day, as the kind reads it
    DRILL = "drill"  # its row in the register of drills
    LIAISON = "liaison"  # what a department was asked
    CONSULTATION = "consultation"  # 会商
    MEETING = "meeting"  # 会议 to come
    DIRECTIVE = "directive"  # 批示


# Kinds that are of one record of an incident, and by the incident's number of its newest.
RECORDS: dict[PaperKind, Subject] = {
    PaperKind.LETTER: Subject.LIAISON,
    PaperKind.MINUTES: Subject.CONSULTATION,
    PaperKind.MEETING: Subject.MEETING,
    PaperKind.TRANSCRIPT: Subject.DIRECTIVE,
}
OF_INCIDENT = frozenset({Subject.INCIDENT, *RECORDS.values()})


class Life(StrEnum):
    """Where a kind is drafted, signed and sent. The register lists them all."""

    PAPER = "paper"
    REPORT = "report"  # information reports
    RELEASE = "release"  # notices and releases to the public
    INQUIRY = "inquiry"  # investigation and assessment


class PaperState(StrEnum):
    DRAFT = "draft"
    FLOW = "flow"  # before those who check, countersign, review and sign
    SIGNED = "signed"  # frozen
    ISSUED = "issued"
    FILED = "filed"
    WITHDRAWN = "withdrawn"  # given up before the signature
    VOID = "void"  # of no effect after it


PAPER_STATE_WORDS: dict[PaperState, str] = phrases(
    {
        PaperState.DRAFT: "拟稿",
        PaperState.FLOW: "送审",
        PaperState.SIGNED: "已签发",
        PaperState.ISSUED: "已印发",
        PaperState.FILED: "已归档",
        PaperState.WITHDRAWN: "已撤回",
        PaperState.VOID: "已作废",
    }
)
CHANGEABLE = frozenset({PaperState.DRAFT, PaperState.FLOW})
FROZEN = frozenset({PaperState.SIGNED, PaperState.ISSUED, PaperState.FILED})


class PaperStep(StrEnum):
    """The steps of the way in their order, then what is noted beside it."""

    DRAFT = "draft"  # written or changed
    CHECK = "check"
    COUNTERSIGN = "countersign"
    REVIEW = "review"
    SIGN = "sign"
    NUMBER = "number"
    SEAL = "seal"
    ISSUE = "issue"
    FILE = "file"
    SUBMIT = "submit"
    RETURN = "return"
    SCAN = "scan"
    WITHDRAW = "withdraw"
    VOID = "void"
    REPLY = "reply"  # of a 函: what came back


STEP_WORDS: dict[PaperStep, str] = phrases(
    {
        PaperStep.DRAFT: "拟稿",
        PaperStep.CHECK: "核稿",
        PaperStep.COUNTERSIGN: "会签",
        PaperStep.REVIEW: "审核",
        PaperStep.SIGN: "签发",
        PaperStep.NUMBER: "编号",
        PaperStep.SEAL: "用印",
        PaperStep.ISSUE: "印发",
        PaperStep.FILE: "归档",
        PaperStep.SUBMIT: "送审",
        PaperStep.RETURN: "退回",
        PaperStep.SCAN: "附签发件",
        PaperStep.WITHDRAW: "撤回",
        PaperStep.VOID: "作废",
        PaperStep.REPLY: "登记复函",
    }
)
WAY: tuple[PaperStep, ...] = tuple(PaperStep)[: tuple(PaperStep).index(PaperStep.FILE) + 1]
STARTS_AGAIN = frozenset({PaperStep.DRAFT, PaperStep.RETURN})

URGENCIES = ("", word("加急"), word("特急"))
SECRECIES = ("", word("秘密"), word("机密"), word("绝密"))
SENDING_WAYS = (word("机要交换"), word("政务内网"), word("邮寄"), word("专人送达"))


class FileRole(StrEnum):
    """What a stored file is to its paper."""

    DOCUMENT = "document"  # the frozen document, from which the numbered print is set
    SIGNED_PDF = "signed_pdf"
    SIGNED_DOCX = "signed_docx"
    SIGNED_OFD = "signed_ofd"
    PRINT_PDF = "print_pdf"  # 正本: with its number
    PRINT_DOCX = "print_docx"
    PRINT_OFD = "print_ofd"
    SCAN = "scan"  # the signed page on paper: it governs from then on
    ATTACHMENT = "attachment"  # 附件: there may be several
    REPLY = "reply"  # 复函 to a letter


FILE_WORDS: dict[FileRole, str] = phrases(
    {
        FileRole.DOCUMENT: "定稿数据",
        FileRole.SIGNED_PDF: "签发稿（PDF）",
        FileRole.SIGNED_DOCX: "签发稿（DOCX）",
        FileRole.SIGNED_OFD: "签发稿（OFD）",
        FileRole.PRINT_PDF: "正本（PDF）",
        FileRole.PRINT_DOCX: "正本（DOCX）",
        FileRole.PRINT_OFD: "正本（OFD）",
        FileRole.SCAN: "签发件扫描件",
        FileRole.ATTACHMENT: "附件",
        FileRole.REPLY: "复函",
    }
)
# A text that was signed or numbered is kept in three formats, by the suffix of its file.
SIGNED_AS = {
    "pdf": FileRole.SIGNED_PDF,
    "docx": FileRole.SIGNED_DOCX,
    "ofd": FileRole.SIGNED_OFD,
}
PRINTED_AS = {"pdf": FileRole.PRINT_PDF, "docx": FileRole.PRINT_DOCX, "ofd": FileRole.PRINT_OFD}
# The same pages as OFD.
OFD_OF = {each["pdf"]: each["ofd"] for each in (SIGNED_AS, PRINTED_AS)}


@dataclass(frozen=True, slots=True)
class PaperText:
    """One paragraph of a version. `made`: what the data said; another `text` is by hand."""

    key: str
    role: str  # outputs.pdf.parts.Role
    made: str
    text: str

    @property
    def by_hand(self) -> bool:
        return self.text != self.made


def text_digest(texts: Iterable[PaperText]) -> str:
    """SHA-256 of what can be read: equal texts have one, wherever their words came from."""
    digest = hashlib.sha256()
    for each in texts:
        if each.text:
            digest.update(f"{each.role}\x1f{each.text}\x1e".encode())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was taken: by whom, for which group where groups countersign."""

    step: PaperStep
    passed: bool = True
    group: Group | None = None


def since_text(done: Sequence[Done]) -> tuple[Done, ...]:
    """The steps that judged the text as it is: what came before its last change counts no more."""
    last = max((n for n, each in enumerate(done) if each.step in STARTS_AGAIN), default=-1)
    return tuple(done[last + 1 :])


def missing_groups(wanted: Sequence[Group], done: Sequence[Done]) -> tuple[Group, ...]:
    """Which groups have not countersigned the text as it is."""
    signed = {d.group for d in since_text(done) if d.step is PaperStep.COUNTERSIGN and d.passed}
    return tuple(group for group in wanted if group not in signed)


def next_step(
    steps: Sequence[PaperStep], groups: Sequence[Group], state: PaperState, done: Sequence[Done]
) -> PaperStep | None:
    """What is wanted next; None when nothing is. A draft is to be submitted.

    `groups`: those who must countersign; with none of them 会签 is passed over.
    """
    if state in (PaperState.WITHDRAWN, PaperState.VOID, PaperState.FILED):
        return None
    if state is PaperState.DRAFT:
        return PaperStep.SUBMIT
    passed = set[PaperStep]()
    for each in since_text(done):  # a number that was taken off is wanted again
        (passed.add if each.passed else passed.discard)(each.step)
    for step in steps:
        if step is PaperStep.DRAFT:
            continue
        if step is PaperStep.COUNTERSIGN:
            if missing_groups(groups, done):
                return step
        elif step not in passed:
            return step
    return None


def way_order(steps: Sequence[str]) -> bool:
    """Whether they stand in the order of the way, each once, from 拟稿 over 签发."""
    places = [WAY.index(step) for step in steps if step in WAY]
    whole = len(places) == len(steps) and places == sorted(set(places))
    return whole and {PaperStep.DRAFT, PaperStep.SIGN} <= set(steps)
