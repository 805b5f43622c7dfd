"""What the command did, told as proofs: levels, orders, liaison, reports, releases."""

from collections.abc import Iterator
from datetime import datetime

from commandcenter.domain.command.duties import Proof, Sign
from commandcenter.domain.level import Axis
from commandcenter.domain.org import GROUP_WORDS
from commandcenter.domain.releases.release import (
    RELEASE_KIND_WORDS,
    GateStep,
    ReleaseKind,
    ReleaseState,
)
from commandcenter.domain.reports.report import ReportKind, ReportState, report_label
from commandcenter.domain.times import day_moment_zh
from commandcenter.store.command.incident_rows import IncidentRows, Teller
from commandcenter.store.releases.release_gate import standing_steps
from commandcenter.store.tables.command.command import (
    ConsultationRow,
    DirectiveRow,
    LiaisonRow,
    OralDecisionRow,
)
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


def _later(at: datetime | None) -> str:
    """When it was answered: the proof itself stands at the time of the asking."""
    return day_moment_zh(at) if at else ""


def _levels(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    activated = False
    for row in rows.of(LevelDecisionRow):
        sign, words = _level(row, activated)
        if row.axis is Axis.RESPONSE and row.step in ("decision", "upper"):
            activated = not row.ends
        if sign:
            reason = f"：{short(row.reason)}" if row.reason else ""
            yield Proof(
                sign, "level_decision", row.id, f"{words}{reason}", row.by, row.at,
                level=row.level,
            )  # fmt: skip


def _level(row: LevelDecisionRow, activated: bool) -> tuple[Sign | None, str]:
    """Which sign a level decision is, and how it is told."""
    grade, response = row.level.grade_title, row.level.response_title
    upper = row.organ or "上级"
    match row.step, row.axis:
        case "suggestion", _:
            return Sign.SUGGESTION, f"提出定级建议，{grade}"
        case "initial", _:
            return Sign.UPPER, f"签署初判，{grade}"
        case "request", _:
            return Sign.UPPER, f"报请上级决定，{grade}"
        case "upper", Axis.GRADE:
            return Sign.UPPER, f"{upper}决定，{grade}"
        case "upper", _:
            return Sign.UPPER, f"{upper}决定，{'终止' if row.ends else ''}{response}"
        case "decision", Axis.GRADE:
            return Sign.GRADE, f"定级为{grade}"
        case "decision", _ if row.ends:
            return Sign.LEVEL_CHANGE, f"终止{response}"
        case "decision", _:
            return (
                (Sign.LEVEL_CHANGE, f"调整为{response}")
                if activated
                else (Sign.ACTIVATION, f"启动{response}")
            )
    return None, ""


def _oral(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(OralDecisionRow):
        signed = "，已补签" if row.signed_at else "，待补签"
        words = f"电话请示“{short(row.asked)}”，答复“{short(row.words)}”{signed}"
        yield Proof(
            Sign.ORAL, "oral_decision", row.id, words, row.decider, row.called_at,
        )  # fmt: skip


def _instructions(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(InstructionRow):
        to = GROUP_WORDS[row.to_group] if row.to_group else rows.names.get(row.to_person or 0, "")
        when = _later(row.reported_at)
        back = f"；{when}回报：{short(row.report)}" if row.reported_at else "；未回报"
        yield Proof(
            Sign.INSTRUCTION, "instruction", row.id, f"指令{to}：{short(row.text)}{back}",
            row.given_by, row.at,
        )  # fmt: skip


def _directives(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(DirectiveRow):
        done = _later(row.done_at)
        result = f"；{done}办理结果：{short(row.result)}" if row.result else "；未办结"
        yield Proof(
            Sign.DIRECTIVE, "directive", row.id,
            f"{row.from_person}批示：{short(row.words)}{result}",
            row.registered_by, row.registered_at,
        )  # fmt: skip


def _liaison(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(LiaisonRow):
        when = _later(row.answered_at)
        answer = f"；{when}答复：{short(row.answer)}" if row.answer else "；未答复"
        yield Proof(
            Sign.LIAISON, "liaison", row.id,
            f"商请{row.department}：{short(row.request)}{answer}",
            row.asked_by, row.asked_at,
        )  # fmt: skip


def _consultations(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(ConsultationRow):
        asked = short(row.question).rstrip("。；")
        words = f"{row.chair}主持会商：{asked}。结论：{short(row.conclusion)}"
        yield Proof(Sign.CONSULTATION, "consultation", row.id, words, row.recorded_by, row.held_at)


def _handovers(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(HandoverRow):
        if row.kind != "level":
            continue
        words = f"指挥权移交{row.to_organ or '上级'}：{short(row.words)}"
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
            phone = row.kind is ReportKind.PHONE
            how = f"由{row.sent_by}打出" if phone else f"由{row.signed_by}签发"
            yield Proof(
                sign, "report", row.id, f"{label}{how}，报{'、'.join(row.sent_to)}",
                row.sent_by, row.sent_at,
            )  # fmt: skip
        else:
            words = f"{label}（{'待报送' if row.state is ReportState.SIGNED else '待签发'}）"
            yield Proof(sign, "report", row.id, words, row.drafted_by, row.drafted_at)


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
        way = f"，{check.receiver}发布" if check and check.receiver else ""
        words = f"{RELEASE_KIND_WORDS[row.kind]}“{short(row.title)}”{way if out else '（未发布）'}"
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
        result = "通过" if row.passed else "退回"
        yield Proof(
            Sign.LEGAL_CHECK, "release_check", row.id,
            f"“{short(titles[row.release_id])}”合法性审核{result}", row.by, row.done_at,
        )  # fmt: skip


def _press(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(PressQuestionRow):
        answer = f"答复：{short(row.answer)}" if row.answer else "未答复"
        asked = short(row.question)
        mark = "" if asked.endswith(("？", "！", "?")) else "；"
        yield Proof(
            Sign.PRESS, "press_question", row.id,
            f"{row.outlet}采访：{asked}{mark}{answer}",
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
