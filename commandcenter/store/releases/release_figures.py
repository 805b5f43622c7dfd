"""The numbers of a release as they are kept beside it: what was found, and what explains it."""

from collections.abc import Iterable, Mapping
from typing import Any

from commandcenter.domain.figures import Finding, KeptNumber, Verdict, Why, shown
from commandcenter.domain.phrase import word
from commandcenter.store.types import from_micros, to_micros


def pack(findings: Iterable[Finding], why: Mapping[str, Why]) -> list[dict[str, object]]:
    """The counted numbers only; the same number twice is kept once."""
    kept = {f.key: _packed(f, why.get(f.key)) for f in findings if f.verdict is not Verdict.NOTED}
    return list(kept.values())


def _packed(finding: Finding, why: Why | None) -> dict[str, object]:
    figure, said = finding.figure, finding.said
    return {
        "key": finding.key,
        "written": finding.number.written,
        "verdict": finding.verdict.value,
        "title": figure.title if figure else "",
        "known": shown(figure.value, figure.unit) if figure else "",
        "as_of": to_micros(figure.as_of) if figure else None,
        "said": f"{said.where!s}：{said.number.written}" if said else "",
        "why": why.words if why and finding.must_explain else "",
        "by": why.by if why and finding.must_explain else "",
        "at": to_micros(why.at) if why and finding.must_explain else None,
    }


def unpack(figures: Iterable[Mapping[str, Any]]) -> tuple[KeptNumber, ...]:
    return tuple(
        KeptNumber(
            key=str(f["key"]),
            written=str(f["written"]),
            verdict=Verdict(str(f["verdict"])),
            title=word(str(f["title"])),
            known=str(f["known"]),
            as_of=from_micros(f["as_of"]) if f["as_of"] is not None else None,
            said=str(f["said"]),
            why=Why(str(f["why"]), str(f["by"]), from_micros(f["at"])) if f["why"] else None,
        )
        for f in figures
    )


def explanations(figures: Iterable[Mapping[str, Any]]) -> dict[str, Why]:
    """By Finding.key."""
    return {number.key: number.why for number in unpack(figures) if number.why}
