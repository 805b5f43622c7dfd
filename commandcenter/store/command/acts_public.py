"""What was reported and said to others, as acts: reports, receipts, releases, press, opinion."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from commandcenter.domain.command.opinion import OpinionState
from commandcenter.domain.releases.release import GateStep, ReleaseKind, ReleaseState
from commandcenter.domain.reports.report import Chain, ReportKind, ReportState
from commandcenter.store.command.act_columns import (
    NOT_KEPT,
    Told,
    json_text,
    json_words,
    numbered,
    plain,
    told,
    word,
)
from commandcenter.store.command.act_columns import signs as signs_of
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.command.site import OpinionRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.plan.plan import PlanItemRow
from commandcenter.store.tables.releases.release import (
    PressQuestionRow,
    ReleaseCheckRow,
    ReleaseRow,
)
from commandcenter.store.tables.reports.report import ReportReceiptRow, ReportRow

ANY_COUNTY = "县（市、区）"  # in an addressee's name where the report is of no county


def _addressee(receiver: Any) -> ColumnElement[str]:
    """The receiver in the key's words: city_duty_office, county:990102/city_bureau.

    By its name in the chain of the report: of the plan that the incident goes by, else of any
    version; one that no plan names stays as it was called.
    """
    row = ReportRow
    chain = func.coalesce(row.chain, word(Chain.CITY.value))
    county = case(
        (chain == Chain.COUNTY.value, word("county:").concat(row.district).concat(word("/"))),
        else_=word(""),
    )
    any_plan = _named(receiver, chain)
    own_plan = any_plan.where(
        PlanItemRow.version_id
        == select(IncidentRow.plan_version_id)
        .where(IncidentRow.id == row.incident_id)
        .correlate(row)
        .scalar_subquery()
    )
    known = func.coalesce(own_plan.scalar_subquery(), any_plan.scalar_subquery())
    return func.coalesce(county.concat(known), receiver)


def _named(receiver: Any, chain: Any) -> Select[Any]:
    item, district = PlanItemRow, DistrictRow
    county = (
        select(district.name)
        .where(district.code == ReportRow.district)
        .correlate(ReportRow)
        .scalar_subquery()
    )
    name = func.replace(
        json_text(item.data, word("title")),
        word("{county}"),
        func.coalesce(county, word(ANY_COUNTY)),
    )
    return (
        select(func.min(item.code))
        .where(item.kind == "addressee", json_text(item.data, word("chain")) == chain)
        .where(name == receiver)
        .correlate_except(item)  # the list it was sent to is no table of its own either
    )


def _sent() -> list[Told]:
    """A report at each receiver; of the time before receipts were kept, by whom it was sent to."""
    row, receipt = ReportRow, ReportReceiptRow
    signs = signs_of("report.", tuple(ReportKind))
    sign = word("report.").concat(plain(row.kind))
    about = _addressee(receipt.receiver)
    by = func.coalesce(receipt.sent_by, row.sent_by)
    got = told(
        sign, receipt, receipt.sent_at, by, about=about, entered=_entered(receipt.sent_at)
    ).join(row, row.id == receipt.report_id)
    to = json_words(row.sent_to).table_valued("value", name="sent")
    kept = exists().where(receipt.report_id == row.id)
    old = told(
        sign, row, row.sent_at, row.sent_by, about=_addressee(to.c.value),
        entered=_entered(row.sent_at),
    ).join(to, true())  # fmt: skip
    return [
        Told("report", signs, got.where(row.state == ReportState.SENT)),
        Told("report", (), old.where(row.state == ReportState.SENT, ~kept)),
    ]


def _entered(sent_at: Any) -> ColumnElement[Any]:
    """A call was made before it is written down; what was written is sent when it says so."""
    written = ReportRow.drafted_at
    return case((sent_at < written, written), else_=sent_at)


def _drafts() -> list[Told]:
    """The report itself on its way; a report by telephone is never a draft."""
    row = ReportRow
    own, way = numbered("report", row.id), row.kind != ReportKind.PHONE
    drafted = told("report.drafted", row, row.drafted_at, row.drafted_by, about=own)
    signed = told("report.signed", row, row.signed_at, row.signed_by, about=own)
    sent = told("report.sent", row, row.sent_at, row.sent_by, about=own)
    return [
        Told("report", ("report.drafted",), drafted.where(way)),
        Told("report", ("report.signed",), signed.where(way, row.signed_at.is_not(None))),
        Told("report", ("report.sent",), sent.where(row.state == ReportState.SENT)),
    ]


def _receipts() -> list[Told]:
    """What became of it there. Who took it elsewhere is not named: who noted it here is."""
    row, own = ReportReceiptRow, numbered("report_receipt", ReportReceiptRow.id)
    got = told(
        "report.received", row, row.received_at, row.registered_by, about=own, entered=NOT_KEPT
    )
    checked = told(
        "report.verified", row, row.verified_at, row.verified_by, about=own, entered=NOT_KEPT
    )
    back = told(
        "report.returned", row, row.returned_at, row.returned_by, about=own, entered=NOT_KEPT
    )
    return [
        Told("report", ("report.received",), got.where(row.received_at.is_not(None))),
        Told("report", ("report.verified",), checked.where(row.verified_at.is_not(None))),
        Told("report", ("report.returned",), back.where(row.returned_at.is_not(None))),
        Told("report", ("report.answered",), _answered()),
    ]


def _answered() -> Select[Any]:
    """退补: a later report of the chain has gone to who sent one back. About that receipt."""
    row, report = ReportReceiptRow, ReportRow
    asked, of = aliased(ReportReceiptRow), aliased(ReportRow)
    entered = _entered(row.sent_at)
    return (
        told(
            "report.answered", row, row.sent_at, func.coalesce(row.sent_by, report.sent_by),
            about=numbered("report_receipt", asked.id), entered=entered,
        )
        .join(report, and_(report.id == row.report_id, report.state == ReportState.SENT))
        .join(asked, and_(asked.incident_id == row.incident_id, asked.receiver == row.receiver))
        .join(of, of.id == asked.report_id)
        .where(asked.returned_at.is_not(None), row.sent_at >= asked.returned_at)
        .where(asked.id != row.id, report.id != of.id)
        .where(func.coalesce(report.district, word("")) == func.coalesce(of.district, word("")))
    )  # fmt: skip


def _releases() -> list[Told]:
    """The steps of the gate; of what was withdrawn, only that.

    A check that sent it back is of the step `return`. It undoes the signature under the text and
    the authority for it, and so does a change of the text; that it was submitted and judged stays.
    What its own judge took back is not there.
    """
    row, release, later = ReleaseCheckRow, ReleaseRow, aliased(ReleaseCheckRow)
    step = case((row.passed, row.step), else_=word(GateStep.RETURN.value))
    sign = word("release.").concat(plain(release.kind)).concat(word(".")).concat(step)
    overtaken = exists().where(
        later.release_id == row.release_id,
        later.id > row.id,
        or_(~later.passed, later.step == GateStep.DRAFT),
    )
    following = select(func.min(later.id)).where(
        later.release_id == row.release_id, later.id > row.id
    )
    taken_back = exists().where(
        later.id == following.correlate(row).scalar_subquery(), later.step == GateStep.TAKEN_BACK
    )
    withdrawn = release.state == ReleaseState.WITHDRAWN
    walked = (
        told(
            sign,
            row,
            row.done_at,
            row.by,
            about=numbered("release", row.release_id),
            entered=row.at,
        )
        .join(release, release.id == row.release_id)
        .where(row.incident_id.is_not(None), withdrawn == (row.step == GateStep.WITHDRAW))
        .where(or_(row.step.not_in((GateStep.APPROVAL, GateStep.AUTHORITY)), ~overtaken))
        .where(row.step != GateStep.TAKEN_BACK, ~taken_back)
    )
    signs = tuple(sign for kind in ReleaseKind for sign in signs_of(f"release.{kind}.", GateStep))
    return [Told("release", signs, walked)]


def _media() -> list[Told]:
    ask, row = PressQuestionRow, OpinionRow
    own, item = numbered("press_question", ask.id), numbered("opinion", row.id)
    asked = told(
        "press.registered", ask, ask.asked_at, ask.registered_by, about=own, entered=NOT_KEPT
    )
    said = told("press.answered", ask, ask.answered_at, ask.answered_by, about=own)
    found = told("opinion.found", row, row.found_at, row.found_by, about=item)
    false = told("opinion.false_claim", row, row.found_at, row.found_by, about=item)
    handled = told(
        word("opinion.").concat(row.state), row, row.answered_at, row.answered_by, about=item
    )
    ends = [state.value for state in OpinionState if state is not OpinionState.OPEN]
    # Of one that went on: what was done with it before was done when it was.
    watched = told("opinion.watched", row, row.watched_at, row.watched_by, about=item).where(
        row.watched_at.is_not(None), row.state != OpinionState.WATCHED
    )
    referred = told("opinion.referred", row, row.referred_at, row.referred_by, about=item).where(
        row.referred_at.is_not(None), row.state != OpinionState.REFERRED
    )
    return [
        Told("press_question", ("press.registered",), asked),
        Told("press_question", ("press.answered",), said.where(ask.answered_at.is_not(None))),
        Told("opinion", ("opinion.found",), found),
        Told("opinion", ("opinion.false_claim",), false.where(row.false_claim)),
        Told(
            "opinion",
            signs_of("opinion.", ends),
            handled.where(row.state.in_(ends), row.answered_at.is_not(None)),
        ),
        Told("opinion", (), watched),
        Told("opinion", (), referred),
    ]


PUBLIC = (*_sent(), *_drafts(), *_receipts(), *_releases(), *_media())
