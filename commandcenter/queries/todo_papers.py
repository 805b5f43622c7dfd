"""What waits in the ways of reports, releases and the press."""

from collections.abc import Iterator

from sqlalchemy import select

from commandcenter.domain.release import RELEASE_KIND_WORDS, ReleaseKind, ReleaseState
from commandcenter.domain.report import ReportState, report_label
from commandcenter.domain.rights import Action
from commandcenter.domain.times import hhmm
from commandcenter.queries.todo_items import Asker, TodoItem, TodoKind
from commandcenter.store.tables.release import PressQuestionRow, ReleaseRow
from commandcenter.store.tables.report import ReportReceiptRow, ReportRow

# What the release waits for, who may do it, and in which words.
GATE = {
    ReleaseState.LEGAL: (TodoKind.CHECK_RELEASE, Action.CHECK_RELEASE, "待合法性审核"),
    ReleaseState.SECRECY: (TodoKind.CHECK_RELEASE, Action.CHECK_SECRECY, "待保密审查"),
    ReleaseState.APPROVAL: (TodoKind.APPROVE_RELEASE, Action.APPROVE_RELEASE, "待签发"),
    ReleaseState.APPROVED: (TodoKind.PUBLISH_RELEASE, Action.PUBLISH_RELEASE, "已签发，待发布"),
}


def papers(ask: Asker) -> Iterator[TodoItem]:
    yield from _reports(ask)
    yield from _receipts(ask)
    yield from _releases(ask)
    yield from _press(ask)


def _reports(ask: Asker) -> Iterator[TodoItem]:
    rows = ask.session.scalars(
        select(ReportRow).where(
            ReportRow.incident_id == ask.incident.id, ReportRow.state != ReportState.SENT
        )
    )
    for row in rows:
        label = report_label(row.kind, row.number)
        if row.state is not ReportState.DRAFT:
            if ask.may(Action.SEND_REPORT):
                title, detail = f"报送{label}", f"{row.signed_by}已签发"
                since = row.signed_at or row.drafted_at
                yield ask.item(TodoKind.SEND_REPORT, row.id, title, detail, since, row.deadline_at)
        elif row.returned_why:
            if ask.may(Action.DRAFT_REPORT) and not ask.may(Action.SIGN_REPORT):
                title, detail = f"{label}退回修改", f"{row.returned_by}：{row.returned_why}"
                yield ask.item(
                    TodoKind.DUE_REPORT, row.id, title, detail, row.drafted_at, row.deadline_at
                )
        elif ask.may(Action.SIGN_REPORT):
            detail = f"{row.drafted_by} {hhmm(row.drafted_at)} 拟稿 · 数据截至 {hhmm(row.as_of)}"
            yield ask.item(
                TodoKind.SIGN_REPORT,
                row.id,
                f"{label}（送审稿）",
                detail,
                row.drafted_at,
                row.deadline_at,
            )


def _receipts(ask: Asker) -> Iterator[TodoItem]:
    """A county's report waits for the city's receipt; a returned one for its county."""
    rows = ask.session.execute(
        select(ReportReceiptRow, ReportRow)
        .join(ReportRow, ReportRow.id == ReportReceiptRow.report_id)
        .where(ReportReceiptRow.incident_id == ask.incident.id)
        .where(ReportReceiptRow.verified_at.is_(None))
    )
    for receipt, report in rows:
        label = report_label(report.kind, report.number)
        if receipt.returned_at is not None:
            if ask.may(Action.DRAFT_REPORT) and not ask.may(Action.RECEIVE_REPORT):
                title, detail = f"{label}要求补报", f"{receipt.receiver}：{receipt.return_reason}"
                yield ask.item(TodoKind.AMEND_REPORT, report.id, title, detail, receipt.returned_at)
        elif report.chain == "county" and ask.may(Action.RECEIVE_REPORT):
            asked = "待核实" if receipt.received_at else "待收报"
            title, detail = f"县区{label}{asked}", f"{report.signed_by}签发"
            yield ask.item(TodoKind.RECEIVE_REPORT, report.id, title, detail, receipt.sent_at)


def _releases(ask: Asker) -> Iterator[TodoItem]:
    rows = ask.session.scalars(
        select(ReleaseRow).where(
            ReleaseRow.incident_id == ask.incident.id, ReleaseRow.state.in_(GATE)
        )
    )
    for row in rows:
        kind, action, words = GATE[row.state]
        if row.kind is ReleaseKind.LINE and row.state is ReleaseState.APPROVED:
            continue  # internal wording ends with its signature
        if ask.may(action, author_id=row.drafter_id):
            title = f"{RELEASE_KIND_WORDS[row.kind]}{words}"
            detail = f"{row.title} · {row.drafted_by} {hhmm(row.drafted_at)} 起草"
            yield ask.item(kind, row.id, title, detail, row.drafted_at, row.due_at)


def _press(ask: Asker) -> Iterator[TodoItem]:
    if not ask.may(Action.DRAFT_RELEASE):
        return
    rows = ask.session.scalars(
        select(PressQuestionRow).where(
            PressQuestionRow.incident_id == ask.incident.id,
            PressQuestionRow.answered_at.is_(None),
        )
    )
    for row in rows:
        title = f"{row.outlet}：{row.question}"
        detail = f"{row.asker} {hhmm(row.asked_at)} 提问"
        yield ask.item(TodoKind.PRESS, row.id, title, detail, row.asked_at, row.due_at)
