"""新闻通稿 with 答问口径: what is handed to the press, then what the spokesperson answers."""

from commandcenter.domain.times import date_zh, minute_zh
from commandcenter.outputs.papers.paper_phrases import journal_words, sentence, tight
from commandcenter.outputs.papers.public_release import closing
from commandcenter.outputs.pdf.document import (
    Align,
    Block,
    Document,
    Heading,
    Meta,
    NextSheet,
    Para,
    Run,
    Signature,
)
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import clean, one_line
from commandcenter.queries.papers.paper_press import PressPaper


def press(paper: PressPaper) -> Document:
    title = one_line(paper.text.title)
    return Document(
        meta=Meta(
            author=paper.org,
            subject=f"新闻通稿 {title}",
            at=paper.at,
            journal=journal_words(paper.journal),
        ),
        title=f"{one_line(paper.org)}新闻通稿\n{title}",
        blocks=(*_release(paper), *_answers(paper)),
        drill=paper.journal.drill,
    )


def _release(paper: PressPaper) -> list[Block]:
    """The text to the letter as it was signed."""
    text, date = closing(paper.text)
    blocks: list[Block] = [Para(tight(text))]
    if paper.text.figures and "截至" not in paper.text.text:
        words = f"（文中数据截至{minute_zh(paper.text.as_of)}）"
        blocks.append(Para((Run(words, Face.KAI),)))
    day = date_zh(paper.text.out_at) if paper.text.out_at else ""
    return [*blocks, Signature(one_line(paper.org), date or day)]


def _answers(paper: PressPaper) -> list[Block]:
    """On a sheet of its own: it is not handed out with the release."""
    kept = "（供新闻发言人使用，不随通稿发布）"
    blocks: list[Block] = [
        NextSheet("答问口径"),
        Para((Run(kept, Face.KAI),), indent=0, align=Align.CENTER),
        Heading(1, "统一口径"),
    ]
    lines = [Para(tight(clean(each).strip())) for each in paper.lines]
    blocks += lines or [Para("没有已签发的口径，以通稿为准。")]
    blocks.append(Heading(1, "已经答复的提问"))
    for each in paper.answers:
        blocks.append(Para((Run("问：", Face.HEI), Run(tight(one_line(each.question))))))
        blocks.append(Para((Run("答：", Face.HEI), Run(sentence(tight(one_line(each.answer)))))))
    if not paper.answers:
        blocks.append(Para("没有答复过媒体提问。"))
    blocks.append(Heading(1, "尚未答复的提问"))
    waiting = [Para(f"{n}.{tight(one_line(each))}") for n, each in enumerate(paper.waiting, 1)]
    return [*blocks, *(waiting or [Para("没有尚未答复的媒体提问。")])]
