"""Elements of a report as its row keeps them."""

from collections.abc import Iterable, Mapping

from commandcenter.domain.phrase import kept_list, word
from commandcenter.domain.reports.report import FIGURES, Element
from commandcenter.domain.reports.report_diff import Reported, reported_in
from commandcenter.store.tables.reports.report import ReportRow
from commandcenter.store.types import from_micros, to_micros


def pack(element: Element) -> dict[str, object]:
    return {
        "code": element.code,
        "label": element.label,
        "text": element.text,
        "source": element.source,
        "as_of": to_micros(element.as_of) if element.as_of else None,
        "filled": element.filled,
        "before": element.before,
        "out": element.out,
        "values": dict(element.values),
    }


def element_of(data: Mapping[str, object]) -> Element:
    """A row written before elements kept more than their text reads as filled by hand."""
    as_of, values = data["as_of"], data.get("values")
    return Element(
        str(data["code"]),
        word(str(data["label"])),
        str(data["text"]),
        kept_list(str(data["source"])),
        from_micros(as_of) if isinstance(as_of, int) else None,
        filled=str(data.get("filled", "")),
        before=str(data.get("before", "")),
        out=bool(data.get("out", False)),
        values=tuple((k, v) for k, v in values.items() if k in FIGURES)
        if isinstance(values, dict)
        else (),
    )


def elements_of(row: ReportRow) -> tuple[Element, ...]:
    return tuple(element_of(data) for data in row.elements)


def reported_by(reports: Iterable[ReportRow]) -> Reported:
    """What sent reports have said, the oldest first."""
    return reported_in(elements_of(row) for row in reports)
