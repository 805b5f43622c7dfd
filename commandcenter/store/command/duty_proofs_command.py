"""What the command did, told as proofs: levels, orders, liaison, reports, releases."""

from collections.abc import Iterator
from datetime import datetime

from commandcenter.domain.command.duties import Proof, Sign
from commandcenter.domain.level import Axis
from commandcenter.domain.org import GROUP_WORDS
from commandcenter.domain.phrase import (
    enumerated,
    headed,
    kept_list,
    listed,
    phrase,
    phrases,
    with_note,
    word,
)
from commandcenter.domain.releases.release import (
    RELEASE_KIND_WORDS,
    GateStep,
    ReleaseKind,
    ReleaseState,
)
from commandcenter.domain.reports.report import ReportKind, ReportState, report_label
from commandcenter.domain.times import minute_zh
from commandcenter.store.command.incident_rows import IncidentRows, Teller
from commandcenter.store.releases.release_gate import standing_steps
from commandcenter.store.tables.command.command import DirectiveRow, LiaisonRow, OralDecisionRow
from commandcenter.store.tables.command.consultation import ConsultationRow
from commandcenter.store.tables.command.duty_log import HandoverRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow
from commandcenter.store.tables.releases.release import (
    PressQuestionRow,
    ReleaseCheckRow,
    ReleaseRow,
)
from commandcenter.store.tables.reports.report import ReportRow

SHORT = 60  # characters of a row's own text in a proof


DOTS = "……"


def short(text: str, limit: int = SHORT) -> str:
    """The text on one line; a longer one ends behind a clause, where there is one near."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    kept = line[: limit - len(DOTS)]
    mark = max(map(kept.rfind, "，；。："))
    return (kept[:mark] if mark > limit // 2 else kept) + DOTS


def later(at: datetime | None) -> str:
    """When it was answered: the proof itself stands at the time of the asking."""
    return minute_zh(at) if at else ""


def as_corrected(
    answer: str, corrected_at: datetime | None, corrected_by: str | None, *notes: str
) -> str:
    """The answer as it stands: the proof is of who gave it first, and when."""
    put_right = ""
    if corrected_at is not None:
        put_right = phrase("{when}{who}更正", when=later(corrected_at), who=corrected_by)
    return with_note(answer, listed((*notes, put_right)))


def _levels(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    activated = False
    for row in rows.of(LevelDecisionRow):
        sign, words = _level(row, activated)
        if row.axis is Axis.RESPONSE and row.step in ("decision", "upper"):
            activated = not row.ends
        if sign:
            if row.reason:
                words = headed(words, short(row.reason))
            yield Proof(
                sign, "level_decision", row.id, words, row.by, row.at, level=row.level,
            )  # fmt: skip


def _level(row: LevelDecisionRow, activated: bool) -> tuple[Sign | None, str]:
    """Which sign a level decision is, and how it is told."""
    grade, response = row.level.grade_title, row.level.response_title
    upper = row.organ or word("上级")
    match row.step, row.axis:
        case "suggestion", _:
            return Sign.SUGGESTION, phrase("提出定级建议，{grade}", grade=grade)
        case "initial", _:
            return Sign.UPPER, phrase("签署初判，{grade}", grade=grade)
        case "request", _:
            return Sign.UPPER, phrase("报请上级决定，{grade}", grade=grade)
        case "upper", Axis.GRADE:
            return Sign.UPPER, phrase("{organ}决定，{grade}", organ=upper, grade=grade)
        case "upper", _ if row.ends:
            return Sign.UPPER, phrase("{organ}决定，终止{response}", organ=upper, response=response)
        case "upper", _:
            return Sign.UPPER, phrase("{organ}决定，{response}", organ=upper, response=response)
        case "decision", Axis.GRADE:
            return Sign.GRADE, phrase("定级为{grade}", grade=grade)
        case "decision", _ if row.ends:
            return Sign.LEVEL_CHANGE, phrase("终止{response}", response=response)
        case "decision", _ if activated:
            return Sign.LEVEL_CHANGE, phrase("调整为{response}", response=response)
        case "decision", _:
            return Sign.ACTIVATION, phrase("启动{response}", response=response)
    return None, ""


ORAL = phrases({
    True: "电话请示“{asked}”，答复“{answer}”，已补签",
    False: "电话请示“{asked}”，答复“{answer}”，待补签",
})  # fmt: skip


def _oral(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(OralDecisionRow):
        words = ORAL[row.signed_at is not None].format(
            asked=short(row.asked), answer=short(row.words)
        )
        yield Proof(
            Sign.ORAL, "oral_decision", row.id, words, row.decider, row.called_at,
        )  # fmt: skip


def _instructions(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(InstructionRow):
        to = GROUP_WORDS[row.to_group] if row.to_group else rows.names.get(row.to_person or 0, "")
        told = short(row.text)
        words = phrase("指令{to}：{text}；未回报", to=to, text=told)
        if row.reported_at:
            when, back = minute_zh(row.reported_at), short(row.report)
            words = phrase(
                "指令{to}：{text}；{when}回报：{report}", to=to, text=told, when=when, report=back
            )
        yield Proof(Sign.INSTRUCTION, "instruction", row.id, words, row.given_by, row.at)


def _directives(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(DirectiveRow):
        who, told = row.from_person, short(row.words)
        words = phrase("{who}批示：{text}；未办结", who=who, text=told)
        if row.result:
            words = phrase(
                "{who}批示：{text}；{when}办理结果：{result}",
                who=who, text=told, when=later(row.done_at), result=short(row.result),
            )  # fmt: skip
        yield Proof(
            Sign.DIRECTIVE, "directive", row.id, words, row.registered_by, row.registered_at,
        )  # fmt: skip


def _liaison(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(LiaisonRow):
        asked = {"department": word(row.department), "request": short(row.request)}
        words = phrase("商请{department}：{request}；未答复", **asked)
        if row.answer:
            when, answer = later(row.answered_at), short(row.answer)
            words = phrase(
                "商请{department}：{request}；{when}答复：{answer}",
                **asked, when=when, answer=answer,
            )  # fmt: skip
        yield Proof(Sign.LIAISON, "liaison", row.id, words, row.asked_by, row.asked_at)


def _consultations(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(ConsultationRow):
        asked = short(row.question).rstrip("。；")
        words = phrase(
            "{chair}主持会商：{asked}。结论：{conclusion}",
            chair=row.chair, asked=asked, conclusion=short(row.conclusion),
        )  # fmt: skip
        yield Proof(Sign.CONSULTATION, "consultation", row.id, words, row.recorded_by, row.held_at)


def _handovers(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(HandoverRow):
        if row.kind != "level":
            continue
        words = phrase(
            "指挥权移交{organ}：{words}", organ=row.to_organ or word("上级"), words=short(row.words)
        )
        yield Proof(
            Sign.LEVEL_HANDOVER, "handover", row.id, words, row.given_by, row.given_at,
        )  # fmt: skip


REPORT_SIGNS = {
    ReportKind.PHONE: Sign.FIRST_REPORT,
    ReportKind.FIRST: Sign.FIRST_REPORT,
    ReportKind.FOLLOW_UP: Sign.FOLLOW_UP,
    ReportKind.FINAL: Sign.FINAL_REPORT,
}


def _reports(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(ReportRow):
        label, sign = report_label(row.kind, row.number), REPORT_SIGNS[row.kind]
        if row.state is ReportState.SENT and row.sent_at:
            to = enumerated(map(word, row.sent_to))
            words = phrase("{label}由{who}签发，报{to}", label=label, who=row.signed_by, to=to)
            if row.kind is ReportKind.PHONE:
                words = phrase("{label}由{who}打出，报{to}", label=label, who=row.sent_by, to=to)
            yield Proof(sign, "report", row.id, words, row.sent_by, row.sent_at)
        else:
            signed = row.state is ReportState.SIGNED
            words = with_note(label, word("待报送") if signed else word("待签发"))
            yield Proof(sign, "report", row.id, words, row.drafted_by, row.drafted_at)


OUT = phrases({
    "channel": "{kind}“{title}”，{channel}发布",
    "out": "{kind}“{title}”",
    "not out": "{kind}“{title}”（未发布）",
})  # fmt: skip


def _releases(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    published: dict[int, ReleaseCheckRow] = {}
    for step in rows.of(ReleaseCheckRow):
        if step.step == GateStep.PUBLISH:
            published.setdefault(step.release_id, step)
    for row in rows.of(ReleaseRow):
        if row.state is ReleaseState.WITHDRAWN:
            continue
        check = published.get(row.id)
        sign = Sign.LINE if row.kind is ReleaseKind.LINE else Sign.RELEASE
        ready = (ReleaseState.PUBLISHED, ReleaseState.APPROVED)
        out = row.state in (ready if sign is Sign.LINE else ready[:1])
        channel = kept_list(check.receiver) if check else ""
        words = OUT[("channel" if channel else "out") if out else "not out"].format(
            kind=RELEASE_KIND_WORDS[row.kind], title=short(row.title), channel=channel
        )
        yield Proof(
            sign, "release", row.id, words, check.by if check else row.drafted_by,
            check.done_at if check else row.drafted_at,
        )  # fmt: skip


def _legal_checks(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    titles = {row.id: row.title for row in rows.of(ReleaseRow)}
    steps = sorted(rows.of(ReleaseCheckRow), key=lambda row: (row.release_id, row.id))
    for row in sorted(standing_steps(steps), key=lambda row: row.id):
        if row.step != GateStep.LEGAL:
            continue
        title = short(titles[row.release_id])
        words = phrase("“{title}”合法性审核退回", title=title)
        if row.passed:
            words = phrase("“{title}”合法性审核通过", title=title)
        yield Proof(Sign.LEGAL_CHECK, "release_check", row.id, words, row.by, row.done_at)


# A question that ends with its own mark, and whether it was answered.
ASKED = phrases({
    (True, True): "{outlet}采访：{question}答复：{answer}",
    (True, False): "{outlet}采访：{question}未答复",
    (False, True): "{outlet}采访：{question}；答复：{answer}",
    (False, False): "{outlet}采访：{question}；未答复",
})  # fmt: skip


def _press(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(PressQuestionRow):
        asked = short(row.question)
        ended = asked.endswith(("？", "！", "?"))
        words = ASKED[ended, bool(row.answer)].format(
            outlet=row.outlet,
            question=asked,
            answer=as_corrected(short(row.answer or ""), row.corrected_at, row.corrected_by),
        )
        yield Proof(
            Sign.PRESS, "press_question", row.id, words,
            row.answered_by or row.registered_by, row.answered_at or row.asked_at,
        )  # fmt: skip


COMMAND: tuple[Teller, ...] = (
    _levels,
    _oral,
    _instructions,
    _directives,
    _liaison,
    _consultations,
    _handovers,
    _reports,
    _releases,
    _legal_checks,
    _press,
)
