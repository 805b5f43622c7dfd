"""What goes into an archive package: the record of one incident, no complainant in it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.aftermath import INQUIRY_WORDS, InquiryKind
from commandcenter.domain.aftermath.archive import FILE_LIMIT
from commandcenter.domain.command.duties import DUTY_WORDS
from commandcenter.domain.complaints.complaint import CHANNEL_WORDS, KIND_WORDS, SOURCE_WORDS
from commandcenter.domain.complaints.handling import STATE_WORDS as HANDLING_WORDS
from commandcenter.domain.complaints.handling import HandlingState
from commandcenter.domain.incident.incident import CATEGORY_WORDS, STATE_WORDS, Category
from commandcenter.domain.papers.paper import FILE_WORDS, FROZEN, PAPER_WORDS
from commandcenter.domain.releases.release import RELEASE_KIND_WORDS, RELEASE_STATE_WORDS
from commandcenter.domain.reports.report import ReportState, report_label
from commandcenter.domain.seat.recall import TAKEN_BACK
from commandcenter.domain.times import minute_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.aftermath.archive_room import ROOM, joined_tables
from commandcenter.queries.aftermath.archive_tables import SHEETS, Cell, covered, table
from commandcenter.queries.command.duties import duty_sheet
from commandcenter.queries.seat.journal_lines import journal_lines
from commandcenter.store.aftermath.inquiry_sections import reports_of, sections_of
from commandcenter.store.incident.counties import counties_of
from commandcenter.store.incident.counts import belonging
from commandcenter.store.incident.family import family_of
from commandcenter.store.incident.leading_body import district_names
from commandcenter.store.papers.paper_way import newest_text, standings, texts_in
from commandcenter.store.private import Cover, cover_of
from commandcenter.store.reports.elements import elements_of
from commandcenter.store.tables.command.evidence import EvidenceRow
from commandcenter.store.tables.complaints.complaint import (
    ComplaintHandlingRow,
    ComplaintRow,
    SubjectRow,
)
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow
from commandcenter.store.tables.journal import JournalLineRow, PenRow
from commandcenter.store.tables.releases.release import ReleaseRow
from commandcenter.store.tables.reports.report import ReportRow

MERGED = "30_并入事件"  # a folder for each, by its number


@dataclass(frozen=True, slots=True)
class ArchiveTable:
    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class ArchiveText:
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """A file of the evidence shelf, by its hash."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class ArchiveContent:
    """The papers in their order. `as_of`: of the last line of the journal that is in it."""

    title: str
    as_of: datetime
    tables: tuple[ArchiveTable, ...]
    texts: tuple[ArchiveText, ...]
    files: tuple[ArchiveFile, ...]


def archive_content(
    session: Session, incident_id: int, *, with_files: bool = False
) -> ArchiveContent:
    """The same record gives the same content, whenever it is asked for.

    What was merged into it (并案) has all its papers there, too, in a folder of its own each.
    `with_files`: with the smaller files of the evidence shelf, which nobody can look through.
    """
    first, *merged = family_of(session, incident_id)
    content = _content_of(session, first, with_files=with_files)
    parts = [(f"{MERGED}/{number:04}/", number) for number in merged]
    inside = [
        (folder, _content_of(session, number, with_files=with_files)) for folder, number in parts
    ]
    return replace(
        content,
        tables=content.tables
        + tuple(replace(t, name=folder + t.name) for folder, each in inside for t in each.tables),
        texts=content.texts
        + tuple(replace(t, name=folder + t.name) for folder, each in inside for t in each.texts),
        files=content.files
        + tuple(replace(f, name=folder + f.name) for folder, each in inside for f in each.files),
    )


def _content_of(session: Session, incident_id: int, *, with_files: bool) -> ArchiveContent:
    incident = session.get_one(IncidentRow, incident_id)
    cover = cover_of(session, incident)
    as_of = session.scalar(select(func.max(JournalLineRow.at))) or incident.received_at
    tables = [
        _overview(session, incident, as_of, cover),
        _journal(session, incident_id),
        _duties(session, incident_id, as_of, cover),
        *_sheets(session, incident_id, cover),
        _complaints(session, incident_id),
    ]
    texts = [
        _explanation(session, incident, as_of, with_files=with_files),
        *_notices(session, incident_id, cover),
        *_reports(session, incident_id, cover),
        *_releases(session, incident_id, cover),
        *_papers(session, incident_id, cover),
        *_inquiries(session, incident_id, cover),
    ]
    return ArchiveContent(
        title=incident.title,
        as_of=as_of,
        tables=tuple(sorted(tables, key=lambda t: t.name)),
        texts=tuple(sorted(texts, key=lambda t: t.name)),
        files=tuple(_files(session, incident_id)) if with_files else (),
    )


def _overview(
    session: Session, incident: IncidentRow, as_of: datetime, cover: Cover
) -> ArchiveTable:
    kinds = "、".join(CATEGORY_WORDS[Category(c)] for c in incident.categories)
    counties = counties_of(session, incident, as_of)
    rows: list[tuple[Cell, ...]] = [
        ("事件名称", incident.title),
        ("公开名称", incident.public_title),
        ("类别", kinds),
        ("状态", STATE_WORDS[incident.state]),
        ("事件分级", incident.grade.grade_title if incident.grade else ""),
        ("涉及县区", "、".join(district_names(session, counties.codes))),
        ("事发", incident.occurred_at),
        ("最早获知", incident.known_at),
        ("接报", incident.received_at),
        ("接报方式", incident.received_by_way),
        ("研判确认", incident.verified_at),
        ("启动响应", incident.activated_at),
        ("响应终止", incident.ended_at),
        ("结案", incident.closed_at),
        ("结案人", incident.closed_by),
        ("概况", cover(incident.summary)),
    ]
    return ArchiveTable("02_事件概况", ("项目", "内容"), tuple(rows))


def _journal(session: Session, incident_id: int) -> ArchiveTable:
    header = ("行号", "时间", "用户", "对象", "对象编号", "动作", "条款", "校验值")
    rows = tuple(
        (line.number, line.at, line.actor, line.kind, line.subject, line.verb, line.clause,
         line.hash)
        for line in journal_lines(session, incident_id)
    )  # fmt: skip
    return ArchiveTable("04_全程日志", header, rows)


def _duties(session: Session, incident_id: int, at: datetime, cover: Cover) -> ArchiveTable:
    """Without an actor: nothing about officials is in it."""
    header = ("条款", "条款名称", "职责", "履行情况", "说明", "办理人", "时间", "依据", "日志行数")
    rows = tuple(
        (
            line.clause, line.clause_title, line.title, DUTY_WORDS[line.state],
            cover(line.words), line.by, line.at,
            cover("；".join(proof.words for proof in line.proofs)), line.journal.count,
        )
        for line in duty_sheet(session, incident_id, at).lines
    )  # fmt: skip
    return ArchiveTable("05_履职对照", header, rows)


def _sheets(session: Session, incident_id: int, cover: Cover) -> Iterator[ArchiveTable]:
    for sheet in (*SHEETS, *ROOM):
        rows = covered(table(session, sheet, incident_id), sheet.columns, cover)
        yield ArchiveTable(sheet.name, tuple(c.title for c in sheet.columns), tuple(rows))
    for name, header, joined in joined_tables(session, incident_id):
        words = (
            (first, *(cover(cell) if isinstance(cell, str) else cell for cell in rest))
            for first, *rest in joined
        )
        yield ArchiveTable(name, header, tuple(words))


def _complaints(session: Session, incident_id: int) -> ArchiveTable:
    """Numbers and kinds only: neither who complained nor in what words."""
    header = (
        "登记编号", "登记时间", "来源", "接收方式", "记录类型", "涉及主体", "类别", "问题",
        "涉及金额（元）", "办理状态",
    )  # fmt: skip
    rows = session.execute(
        select(ComplaintRow, SubjectRow.name, ComplaintHandlingRow.state)
        .outerjoin(SubjectRow, SubjectRow.id == ComplaintRow.subject_id)
        .outerjoin(ComplaintHandlingRow, ComplaintHandlingRow.complaint_id == ComplaintRow.id)
        .where(belonging(incident_id))
        .order_by(ComplaintRow.registered_at, ComplaintRow.id)
    )
    found = tuple(
        (
            row.number, row.registered_at, SOURCE_WORDS[row.source],
            CHANNEL_WORDS[row.channel], KIND_WORDS[row.kind], subject, row.category, row.problem,
            None if row.amount_cents is None else row.amount_cents / 100,
            HANDLING_WORDS[HandlingState(state or HandlingState.REGISTERED)],
        )
        for row, subject, state in rows
    )  # fmt: skip
    return ArchiveTable("24_投诉清单", header, found)


def _explanation(
    session: Session, incident: IncidentRow, as_of: datetime, *, with_files: bool
) -> ArchiveText:
    head = session.execute(select(PenRow.number, PenRow.hash)).one()
    files = "较大的证据文件" if with_files else "证据的原件和文件"
    merged = [session.get_one(IncidentRow, n) for n in family_of(session, incident.id)[1:]]
    inside = "".join(
        f"{MERGED}/{row.id:04} 是并入本事件的“{row.title}”的全部材料。\n" for row in merged
    )
    text = (
        f"{incident.title} 归档包\n"
        f"记录截至{minute_zh(as_of)}，全程日志第 {head.number} 行，"
        f"链尾校验值 {head.hash}。\n"
        "00_目录.csv 列出包内每个文件的字节数和 SHA-256，用于核对。\n"
        "投诉人和来电人的姓名、电话、证件号码已遮盖；投诉只列编号、类别和金额。\n"
        "责任追究只列经营者；其他线索按规定另行保管，不在包内。\n"
        f"{files}仍在证据架和办案系统，清单列其校验值和存放处。\n"
        f"{inside}"
    )
    if with_files:
        text += "“29_证据文件”中的文件未经遮盖，可能含有个人信息，按证据管理。\n"
    return ArchiveText("01_说明", text)


def _notices(session: Session, incident_id: int, cover: Cover) -> Iterator[ArchiveText]:
    """What was signed; what was taken back says so in its first line, for it was signed too."""
    rows = session.scalars(
        select(LevelDecisionRow)
        .where(LevelDecisionRow.incident_id == incident_id, LevelDecisionRow.notice.is_not(None))
        .order_by(LevelDecisionRow.id)
    )
    for row in rows:
        head = "（签发后撤回）\n" if row.step == TAKEN_BACK else ""
        yield ArchiveText(f"07_决定文书/决定{row.id}", head + cover(row.notice or ""))


def _reports(session: Session, incident_id: int, cover: Cover) -> Iterator[ArchiveText]:
    """As they were sent."""
    rows = session.scalars(
        select(ReportRow)
        .where(ReportRow.incident_id == incident_id, ReportRow.state == ReportState.SENT)
        .order_by(ReportRow.id)
    )
    for row in rows:
        label = report_label(row.kind, row.number)
        label = f"县区{label}{row.district or ''}" if row.chain == "county" else label
        lines = [f"{label}（第 {row.issue} 期）", f"签发：{row.signed_by}"]
        if row.sent_at:
            to = "、".join(row.sent_to)
            lines.append(f"{minute_zh(row.sent_at)}以{row.sent_way}报送{to}")
        for element in elements_of(row):
            if not element.out:
                source = f"（{element.source}）" if element.source else ""
                lines.append(f"\n【{element.label}】{source}\n{element.text}")
        yield ArchiveText(f"13_信息报告/{row.id:04}_{label}", cover("\n".join(lines)))


def _releases(session: Session, incident_id: int, cover: Cover) -> Iterator[ArchiveText]:
    """Of every state, so each says in its first line how far it came: a draft is no release."""
    rows = session.scalars(
        select(ReleaseRow).where(ReleaseRow.incident_id == incident_id).order_by(ReleaseRow.id)
    )
    for row in rows:
        kind = RELEASE_KIND_WORDS[row.kind]
        state = RELEASE_STATE_WORDS[row.state]
        text = f"（归档时：{state}）\n{row.title}\n\n{row.text}\n"
        yield ArchiveText(f"14_信息发布/{row.id:04}_{kind}{row.number}", cover(text))


def _inquiries(session: Session, incident_id: int, cover: Cover) -> Iterator[ArchiveText]:
    """Signed ones only."""
    for row in reports_of(session, incident_id):
        if row.signed_at is None:
            continue
        title = INQUIRY_WORDS[InquiryKind(row.kind)]
        lines = [title, f"{row.signature} {minute_zh(row.signed_at)}签发"]
        lines += [f"\n{s.title}\n{s.text}" for s in sections_of(row)]
        yield ArchiveText(f"27_调查和评估/{row.id:04}_{title}", cover("\n".join(lines)))


def _papers(session: Session, incident_id: int, cover: Cover) -> Iterator[ArchiveText]:
    """Signed ones of the register only, with the hash of the file that counts."""
    for state in standings(session, tuple(FROZEN)):
        row, newest = state.row, newest_text(session, state.row.id)
        if row.incident_id != incident_id or row.signed_at is None or newest is None:
            continue
        lines = [f"{row.signed_by} {minute_zh(row.signed_at)}签发 {row.number}".strip(), ""]
        lines += [part.text for part in texts_in(newest) if part.text]
        if file := state.governing:
            lines += ["", f"以{FILE_WORDS[file.role]}为准，SHA-256：{file.sha256}"]
        name = f"14_公文/{row.id:04}_{PAPER_WORDS[row.kind]}"
        yield ArchiveText(name, cover("\n".join(lines) + "\n"))


def _files(session: Session, incident_id: int) -> Iterator[ArchiveFile]:
    rows = session.scalars(
        select(EvidenceRow)
        .where(
            EvidenceRow.incident_id == incident_id,
            EvidenceRow.stored,
            EvidenceRow.size <= FILE_LIMIT,
        )
        .order_by(EvidenceRow.number)
    )
    for row in rows:
        suffix = "".join(c for c in row.name.rpartition(".")[2][:8] if c.isalnum())
        name = f"29_证据文件/证据{row.number:03}" + (f".{suffix}" if suffix else "")
        yield ArchiveFile(name, row.sha256 or "", row.size or 0)
