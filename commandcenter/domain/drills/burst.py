"""Complaints that a script of one's own makes: so many, over so long, about whom, in what words.

Nobody stands behind them: names and numbers are a drill's own.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from commandcenter.domain.complaints.complaint import (
    Channel,
    Complainant,
    ComplaintKind,
    NewComplaint,
    Source,
)
from commandcenter.domain.errors import AskedWrongly
from commandcenter.late_dataclass import dataclass

MADE = "made"  # its key in the payload of an inject
OF_COMPLAINTS = (MADE, "complaints", "file", "exported_to")  # what such a payload may have
MOST, LONGEST_MINUTES, LONGEST_NAME, LONGEST_WORDS = 2_000, 24 * 60, 80, 500


@dataclass(frozen=True, slots=True)
class Burst:
    """`minutes`: over which they were registered, before the inject. `district`: a code, or ""."""

    count: int
    minutes: int
    trader: str
    words: str
    district: str = ""

    def as_payload(self) -> dict[str, Any]:
        row = {"count": self.count, "minutes": self.minutes, "trader": self.trader,
               "words": self.words, "district": self.district}  # fmt: skip
        return {MADE: {key: value for key, value in row.items() if value != ""}}


def read_burst(payload: Mapping[str, Any]) -> Burst | None:
    """None of complaints that stand in the script one by one. Raises AskedWrongly, in words."""
    found = payload.get(MADE)
    if found is None:
        return None
    try:
        burst = Burst(
            int(found["count"]), int(found.get("minutes", 60)), str(found["trader"]).strip(),
            str(found.get("words", "")).strip(), str(found.get("district", "")),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise AskedWrongly("投诉批量到达应写明件数（count）和被投诉主体（trader）。") from error
    if not 0 < burst.count <= MOST:
        raise AskedWrongly("投诉一批应为 1 到 {n} 件。", n=MOST)
    if not 0 <= burst.minutes <= LONGEST_MINUTES:
        raise AskedWrongly("投诉的登记时间应在注入前 {n} 分钟之内。", n=LONGEST_MINUTES)
    if not 0 < len(burst.trader) <= LONGEST_NAME or len(burst.words) > LONGEST_WORDS:
        raise AskedWrongly(
            "被投诉主体不能为空，不超过 {most} 字；投诉内容不超过 {n} 字。",
            most=LONGEST_NAME,
            n=LONGEST_WORDS,
        )
    return burst


def made_of(burst: Burst, at: datetime, inject: int) -> Iterator[NewComplaint]:
    """As an export of `at` brings them, evenly spread; `inject`: by which their numbers differ."""
    step = timedelta(minutes=burst.minutes) / burst.count
    for n in range(1, burst.count + 1):
        yield NewComplaint(
            number=f"演练-{inject}-{n:04}",
            source=Source.PLATFORM,
            kind=ComplaintKind.COMPLAINT,
            channel=Channel.APP,
            registered_at=at - step * (burst.count - n),
            complainant=Complainant(f"演练投诉人{n}", f"000{inject:04}{n:04}"),
            title=burst.words[:40],
            text=burst.words,
            problem="其他",
            district=burst.district or None,
            subject_name=burst.trader,
        )
