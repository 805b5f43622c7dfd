"""Rows that a line of the journal is about, with the words that tell of them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from commandcenter.domain.times import dated_zh
from commandcenter.store.command.duty_proofs_command import short
from commandcenter.store.tables.command.command import MeetingRow
from commandcenter.store.tables.incident.cases import CaseReportRow

LONG = 90  # characters of a row's own text


def cases(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    row = CaseReportRow
    return select(row.id, row.treated, row.source, row.as_of).where(row.id.in_(ids))


def case_words(row: Any) -> str:
    return f"就医{row.treated}人，截至{dated_zh(row.as_of)}（{row.source}）"


def meetings(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    row = MeetingRow
    return select(row.id, row.meets_at, row.matter).where(row.id.in_(ids))


def meeting_words(row: Any) -> str:
    return f"{dated_zh(row.meets_at)}：{short(row.matter, LONG)}"
