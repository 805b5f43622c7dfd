"""Personal data covered in text that is kept or leaves: names, telephones, ID and card numbers."""

from dataclasses import replace

from commandcenter.domain.complaints.complaint import mask_id, mask_name, mask_phone
from commandcenter.domain.releases.release_text import (
    Fault,
    Private,
    TextFault,
    bare,
    bared,
    faults_in,
)

TRADER = "某经营者"
ALL = "***"


def masked(text: str, private: Private, trader: str = TRADER, *, whole: bool = False) -> str:
    """The text with what `private` and the patterns of numbers find in it covered.

    `whole`: nothing of it is left, for who reported (举报人).
    """
    if not text:
        return text
    parts, at = [], 0
    for fault in faults_in(text, _near(text, private)):
        parts += [text[at : fault.start], ALL if whole else _cover(fault, trader)]
        at = fault.end
    return "".join([*parts, text[at:]])


def _cover(fault: TextFault, trader: str) -> str:
    match fault.fault:
        case Fault.PHONE:
            return mask_phone(fault.written)
        case Fault.PERSON:
            return mask_name(fault.written)
        case Fault.TRADER:
            return trader
    return mask_id(fault.written)


def _near(text: str, private: Private) -> Private:
    """Only the names that stand in the text: of thousands they are few."""
    plain, _ = bared(text)
    return replace(
        private,
        names=frozenset(name for name in private.names if bare(name) in plain),
        traders=frozenset(name for name in private.traders if bare(name) in plain),
    )
