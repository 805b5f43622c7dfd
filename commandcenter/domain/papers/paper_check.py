"""The check of a paper: what is missing, which numbers no longer hold, what lost its place.

What stops a paper is a missing element; a number that differs is shown with both sides and left
to who judges. Unedited paragraphs come from the data and are not checked against them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.figures import Figure, Finding, Verdict, compare, shown
from commandcenter.domain.number_reader import Number, numbers_in
from commandcenter.domain.papers.paper import TELLING, PaperKind, PaperText
from commandcenter.domain.papers.paper_items import PaperFlow
from commandcenter.domain.papers.usage import slips
from commandcenter.domain.papers.usage_lists import NOTHING, Usage
from commandcenter.domain.papers.usage_slip import Slip
from commandcenter.domain.phrase import joined, phrase, word
from commandcenter.late_dataclass import dataclass

LONG_TITLE = 50
OPEN_PLACES = re.compile(r"[×xX]{2,}|〓|_{3,}|\?{3,}|？{3,}|（待[填补定]）|【[^】]*】")
BRACKETED = re.compile(r"（[^（）]*）|\([^()]*\)")
BETWEEN = re.compile(r"[、，,；;]")
ASKING = re.compile(r"请(?:予以?)?(?:批示|批复|批准|审批)|[妥当]否")
ATTACHED = re.compile(r"(?:见|详见|参见|附)附件|附件[：:]|附件[1-9一二三四五六七八九]")


class Weight(StrEnum):
    STOP = "stop"  # it cannot be submitted or signed so
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing found. `key`: the paragraph it stands in; "" for the paper as a whole.

    `slip`: where in its paragraph, and what would be right instead.
    """

    code: str
    weight: Weight
    words: str
    key: str = ""
    slip: Slip | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """An edited paragraph: what the data made of it when it was edited, and make of it now."""

    key: str
    made_then: str
    made_now: str
    text: str


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What is known of a paper beside its text. `formal`: a 文件 with 署名 and 成文日期.

    `amended`: number and title of the paper that it puts right; `figures`: what the data say;
    `usage`: what its words are read for.
    """

    flow: PaperFlow
    formal: bool
    sent_to: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    files: tuple[str, ...] = ()  # titles of those 附件 whose files are here
    secrecy: str = ""
    serial: str = ""
    amended: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    always: tuple[str, ...] = ()
    usage: Usage = NOTHING


def checks(
    facts: PaperFacts,
    whole: Sequence[PaperText],
    edits: Iterable[Edit] = (),
    orphans: Mapping[str, tuple[str, str]] | None = None,
) -> tuple[Check, ...]:
    """All that is found, what stops it first."""
    found = [
        *missing(facts, whole),
        *_left_open(whole),
        *misused(facts.usage, whole),
        *_asking(facts, whole),
        *(check for edit in edits for check in number_checks(edit, facts)),
        *_orphaned(orphans or {}),
    ]
    return tuple(sorted(found, key=lambda check: list(Weight).index(check.weight)))


def require_elements(facts: PaperFacts, whole: Sequence[PaperText]) -> None:
    """Raise RuleBroken naming every element that must be there and is not."""
    stops = [check.words for check in missing(facts, whole) if check.weight is Weight.STOP]
    if stops:
        raise RuleBroken("公文要素不全：{what}", what=joined("", stops))


def missing(facts: PaperFacts, whole: Sequence[PaperText]) -> Iterator[Check]:
    """Elements of GB/T 9704-2012 that the kind wants and the paper lacks, and what contradicts."""
    said = {
        role: [p for p in whole if p.role == role and p.text] for role in {p.role for p in whole}
    }
    text = "\n".join(part.text for part in whole)
    if not said.get("title"):
        yield Check("title", Weight.STOP, word("没有标题。"))
    elif len(said["title"][0].text) > LONG_TITLE:
        yield Check(
            "title",
            Weight.WARN,
            phrase("标题超过{n}字。", n=LONG_TITLE),
            said["title"][0].key,
        )
    if facts.flow.upward and not (said.get("addressee") or facts.sent_to):
        yield Check("addressee", Weight.STOP, word("上行文没有主送机关。"))
    yield from _one_receiver(facts, said.get("addressee", []))
    if facts.formal and not said.get("office"):
        yield Check("signature", Weight.WARN, word("没有署名。"))
    if facts.formal and not said.get("date"):
        yield Check("date", Weight.WARN, word("没有成文日期。"))
    yield from _attachments(facts, said.get("attachment", []), whole)
    yield from _marks(facts)
    if facts.amended and not any(words and words in text for words in facts.amended):
        yield Check("amended", Weight.STOP, word("更正件没有写明所更正的公文。"))
    if both := sorted(set(facts.sent_to) & set(facts.copies)):
        yield Check(
            "twice", Weight.NOTE, phrase("既是主送又是抄送：{names}。", names=joined("、", both))
        )


def _one_receiver(facts: PaperFacts, named: Sequence[PaperText]) -> Iterator[Check]:
    """A 请示 goes to one body above; another that must know of it gets a copy (条例第15条)."""
    if facts.flow.code is not PaperKind.REQUEST:
        return
    words = named[0].text if named else "、".join(facts.sent_to)
    if len(BETWEEN.split(BRACKETED.sub("", words))) > 1 or len(facts.sent_to) > 1:
        said = word("请示只能有一个主送机关，需要同时送其他上级机关的用抄送（条例第15条）。")
        yield Check("one", Weight.STOP, said, named[0].key if named else "")


def _asking(facts: PaperFacts, whole: Iterable[PaperText]) -> Iterator[Check]:
    if facts.flow.code not in TELLING:
        return
    for part in whole:
        if found := ASKING.search(part.text):
            said = phrase(
                "“{found}”是请示用语：报告中不得夹带请示事项（条例第15条），请另行请示。",
                found=found[0],
            )
            yield Check("asking", Weight.WARN, said, part.key)


def _attachments(
    facts: PaperFacts, named: Sequence[PaperText], whole: Sequence[PaperText]
) -> Iterator[Check]:
    """One whose title heads a page behind the text is there without a file."""
    if not named and any(ATTACHED.search(part.text) for part in whole):
        yield Check("attachments", Weight.WARN, word("正文提到附件，没有附件说明。"))
    here = {*facts.files, *(part.text for part in whole if part.role == "para")}
    bare = [part for part in named if not {part.made, part.text} & here]
    if bare:
        lacking = joined("、", (part.text for part in bare))
        yield Check(
            "attachments",
            Weight.WARN,
            phrase(
                "附件说明列有“{lacking}”，没有登记附件文件；附件已排在正文之后的可以不登记。",
                lacking=lacking,
            ),
            bare[0].key,
        )
    if facts.files and not named:
        yield Check("attachments", Weight.WARN, word("登记了附件文件，没有附件说明。"))


def _marks(facts: PaperFacts) -> Iterator[Check]:
    if facts.serial and not facts.secrecy:
        yield Check("serial", Weight.WARN, word("份号只用于涉密公文，本件没有标注密级。"))
    if facts.secrecy and not facts.serial:
        yield Check("serial", Weight.STOP, word("涉密公文须标注份号。"))
    if facts.secrecy:
        words = word("标有密级的公文不得在非涉密网络办理，请确认本机属于涉密设备。")
        yield Check("secrecy", Weight.WARN, words)


def _left_open(whole: Iterable[PaperText]) -> Iterator[Check]:
    for part in whole:
        if found := OPEN_PLACES.search(part.text):
            yield Check(
                "open", Weight.WARN, phrase("有待填写的内容“{found}”。", found=found[0]), part.key
            )


def misused(usage: Usage, whole: Iterable[PaperText]) -> Iterator[Check]:
    """Words, marks and numerals that an office does not write, each with what to write instead."""
    for part in whole:
        for slip in slips(part.text, usage):
            yield Check("usage", Weight(slip.weight), slip.words, part.key, slip)


def _orphaned(orphans: Mapping[str, tuple[str, str]]) -> Iterator[Check]:
    """Words that a person wrote, whose paragraph the data no longer make."""
    for key, (made, text) in orphans.items():
        short = text if len(text) <= 40 else f"{text[:40]}…"
        words = phrase(
            "“{short}”原来改写的段落已经没有了，这段文字不在稿中，请移到别处或者删除。", short=short
        )
        yield Check(
            "orphan",
            Weight.WARN,
            words if text else phrase("已删去的段落“{made}”没有了。", made=made[:40]),
            key,
        )


def number_checks(edit: Edit, facts: PaperFacts) -> Iterator[Check]:
    """Each number of an edited paragraph against what the data say now."""
    now = [n for n in numbers_in(edit.made_now) if n.counted]
    then = [n for n in numbers_in(edit.made_then) if n.counted]
    judged = {f.number.start: f for f in compare(edit.text, facts.figures, (), facts.always)}
    for number in numbers_in(edit.text):
        if any(_same(number, other) for other in now):
            continue
        place = next((n for n, other in enumerate(then) if _same(number, other)), None)
        if place is not None:
            yield _overtaken(edit, number, then, now, place)
        elif check := _by_hand(edit, judged[number.start]):
            yield check


def _same(one: Number, other: Number) -> bool:
    return one.unit == other.unit and one.value == other.value


def _overtaken(
    edit: Edit, number: Number, then: Sequence[Number], now: Sequence[Number], place: int
) -> Check:
    """It was the data's number when the paragraph was edited; say which it is by now."""
    before = [n for n in then[:place] if n.unit == number.unit]
    alike = [n for n in now if n.unit == number.unit]
    if len(before) < len(alike):
        words = phrase(
            "“{written}”是改写时的数据，现在是“{now}”。",
            written=number.written, now=alike[len(before)].written,
        )  # fmt: skip
    else:
        words = phrase(
            "“{written}”是改写时的数据，现在的数据中没有这个数。", written=number.written
        )
    return Check("number", Weight.WARN, words, edit.key)


def _by_hand(edit: Edit, finding: Finding) -> Check | None:
    if finding.verdict in (Verdict.NOTED, Verdict.MATCH, Verdict.ROUNDED):
        return None
    if finding.figure is not None:
        known = shown(finding.figure.value, finding.figure.unit)
        words = phrase(
            "“{written}”与数据不符：{title}现为 {known}。",
            written=finding.number.written,
            title=finding.figure.title,
            known=known,
        )
        return Check("number", Weight.WARN, words, edit.key)
    words = phrase("“{written}”数据库中没有，请自行核实。", written=finding.number.written)
    return Check("number", Weight.NOTE, words, edit.key)
