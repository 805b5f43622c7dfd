"""Elements of a report as its row keeps them."""

from collections.abc import Mapping

from commandcenter.domain.report import Element
from commandcenter.store.types import from_micros, to_micros


def pack(element: Element) -> dict[str, object]:
    return {
        "code": element.code,
        "label": element.label,
        "text": element.text,
        "source": element.source,
        "as_of": to_micros(element.as_of) if element.as_of else None,
    }


def element_of(data: Mapping[str, object]) -> Element:
    as_of = data["as_of"]
    return Element(
        str(data["code"]),
        str(data["label"]),
        str(data["text"]),
        str(data["source"]),
        from_micros(as_of) if isinstance(as_of, int) else None,
    )
