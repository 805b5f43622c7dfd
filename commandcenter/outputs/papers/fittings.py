"""What the register puts on a paper that its contents do not know: head, number, signer, marks.

The number of a draft is a gap in its series' own words (〔2026〕　号), so that the numbered
print differs from what was signed in nothing else.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.document import (
    Attachments,
    Banji,
    Block,
    Document,
    Head,
    Para,
    Run,
    Signature,
    Text,
    runs_of,
)
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import one_line

GAP = "　"  # where the number will stand
SIGNER = "签发人："
UNSIGNED = "待签发"


@dataclass(frozen=True, slots=True)
class Fittings:
    """`pattern`: of the series, with {year} and {number}; "" for a kind without number.

    `over`: the office above a head that is a name of its own; "" makes the head the office's
    mark on a 文件. `amends`: the sentence that names the paper that this one puts right.
    `signature`: 署名, "" as the contents have it.
    """

    pattern: str = ""
    year: int = 0
    number: str = ""
    signer: str = ""
    upward: bool = False
    head: str = ""
    over: str = ""
    serial: str = ""
    secrecy: str = ""
    urgency: str = ""
    sent_to: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    issuer: str = ""
    signature: str = ""
    attachments: tuple[str, ...] = ()
    amends: str = ""


def fitted(document: Document, fit: Fittings) -> Document:
    """The paper as the register has it, in all but the words of its paragraphs."""
    addressee = "、".join(map(one_line, fit.sent_to)) or document.addressee
    return replace(
        document,
        meta=replace(document.meta, subject=numbered_words(document.meta.subject, fit)),
        head=_head(document.head, fit),
        addressee=addressee,
        blocks=tuple(_blocks(document, fit)),
    )


def signed(document: Document, signer: str) -> Document:
    """With the signer's name where it stands open; from here on it is no draft."""
    document = replace(document, marking=None)
    head = document.head
    if head is None:
        return document
    return replace(
        document,
        head=replace(head, rows=tuple(tuple(_by(t, signer) for t in row) for row in head.rows)),
    )


def numbered(document: Document, fit: Fittings) -> Document:
    """With the number in its gap, on the page and in the file's properties."""
    head = document.head
    meta = replace(document.meta, subject=numbered_words(document.meta.subject, fit))
    if head is None:
        return replace(document, meta=meta)
    rows = tuple(tuple(_numbered(text, fit) for text in row) for row in head.rows)
    return replace(document, meta=meta, head=replace(head, rows=rows))


def number_words(fit: Fittings) -> str:
    """The number as it stands on the page: with a gap while there is none."""
    return fit.number or fit.pattern.replace("{year}", str(fit.year)).replace("{number}", GAP)


def numbered_words(words: str, fit: Fittings) -> str:
    """What the contents counted themselves, in the words of the series, gives way to it."""
    return _places(fit).sub(lambda _: number_words(fit), words) if fit.pattern else words


def _places(fit: Fittings) -> re.Pattern[str]:
    pattern = re.escape(fit.pattern)
    pattern = pattern.replace(re.escape("{year}"), r"\d{4}")
    return re.compile(pattern.replace(re.escape("{number}"), rf"[\d{GAP} ]*"))


def _head(head: Head | None, fit: Fittings) -> Head | None:
    if head is None and not fit.head:
        return None
    head = head or Head("")
    name, office = (fit.head, fit.over) if fit.head else (head.name, head.office)
    rows = head.rows if office and head.rows else _first_rows(fit)
    return replace(
        head,
        name=one_line(name),
        office=one_line(office),
        rows=tuple(tuple(_by(_numbered(t, fit), fit.signer) for t in row) for row in rows),
        serial=fit.serial or head.serial,
        secrecy=fit.secrecy or head.secrecy,
        urgency=fit.urgency or head.urgency,
    )


def _first_rows(fit: Fittings) -> tuple[tuple[Text, ...], ...]:
    """发文字号, centred; with 签发人 on a 上行文 it goes to the left (7.2.6)."""
    number = number_words(fit)
    signer: Text = (Run(SIGNER), Run(fit.signer or UNSIGNED, Face.KAI))
    if fit.upward:
        return ((number, signer),)
    return ((number,),) if number else ()


def _numbered(text: Text, fit: Fittings) -> Text:
    if not fit.pattern:
        return text
    if isinstance(text, str):
        return numbered_words(text, fit)
    return tuple(replace(run, text=numbered_words(run.text, fit)) for run in text)


def _by(text: Text, signer: str) -> Text:
    """签发人：… with the name; another text as it is."""
    words = "".join(run.text for run in runs_of(text))
    if not words.startswith(SIGNER) or not signer:
        return text
    return (Run(SIGNER), Run(one_line(signer), Face.KAI))


def _attached(document: Document, fit: Fittings) -> Attachments:
    """Those that the contents bring stand behind the paper: they are the first."""
    own = [name for b in document.blocks if isinstance(b, Attachments) for name in b.names]
    return Attachments(tuple(dict.fromkeys((*own, *map(one_line, fit.attachments)))))


def _blocks(document: Document, fit: Fittings) -> Iterator[Block]:
    """With the sentence that names what it puts right, 附件说明 and 抄送 in their places."""
    if fit.amends:
        yield Para(one_line(fit.amends))
    before = next(
        (n for n, b in enumerate(document.blocks) if isinstance(b, Signature | Banji)),
        len(document.blocks),
    )
    attached = _attached(document, fit)
    for place, block in enumerate(document.blocks):
        if place == before and fit.attachments:
            yield attached
        if isinstance(block, Attachments) and fit.attachments:
            continue
        if isinstance(block, Banji) and fit.copies:
            yield replace(block, copies="，".join(map(one_line, fit.copies)))
        elif isinstance(block, Signature) and fit.signature:
            yield replace(block, office=one_line(fit.signature))
        else:
            yield block
    if before == len(document.blocks) and fit.attachments:
        yield attached
    if fit.copies and not any(isinstance(b, Banji) for b in document.blocks):
        date = next((b.date for b in document.blocks if isinstance(b, Signature)), "")
        yield Banji("，".join(map(one_line, fit.copies)), one_line(fit.issuer), date)
