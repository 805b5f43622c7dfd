"""使用手册 as a paper: contents, chapters, pages with their steps and pictures of the screens."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from io import BytesIO
from math import ceil

from PIL import Image

from commandcenter.domain.manual.languages import Language
from commandcenter.domain.manual.pages import (
    Command,
    Heading,
    Listing,
    Look,
    Manual,
    ManualPage,
    Picture,
    Prose,
    Words,
)
from commandcenter.outputs.manual_html import picture_name
from commandcenter.outputs.pdf.document import (
    Align,
    Blank,
    Block,
    Contents,
    Document,
    Figure,
    Meta,
    PageBreak,
    Para,
    Run,
    ScreenPicture,
)
from commandcenter.outputs.pdf.document import Heading as PaperHeading
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.grid import CELL_Y, TYPE_W

FACES = {Look.SCREEN: Face.HEI}


def manual_paper(
    manual: Manual, pictures: Mapping[str, bytes], version: str, at: datetime
) -> Document:
    """`pictures`: as in outputs.manual_html; a picture that is not there is left out."""
    language = manual.language
    return Document(
        meta=Meta(author=language.program, subject=manual.title, at=at),
        title=f"{language.program}\n{manual.title}",
        blocks=(
            Para((Run(language.cover(version, at), Face.KAI),), indent=0, align=Align.CENTER),
            Blank(),
            Contents(title=language.contents),
            *_chapters(manual, pictures),
        ),
        language=language.tag,
    )


def _chapters(manual: Manual, pictures: Mapping[str, bytes]) -> Iterator[Block]:
    for chapter in manual.chapters:
        yield PageBreak()
        yield PaperHeading(1, chapter.title)
        for page in chapter.pages:
            yield PaperHeading(2, page.title)
            for block in page.blocks:
                yield from _block(page, block, manual.language, pictures)


def _block(
    page: ManualPage, block: object, language: Language, pictures: Mapping[str, bytes]
) -> Iterator[Block]:
    match block:
        case Heading():
            yield PaperHeading(3, block.text)
        case Prose():
            yield Para(_runs(block.words, language))
        case Listing():
            for number, item in enumerate(block.items, 1):
                mark = language.step.format(number) if block.numbered else language.bullet
                yield Para((Run(mark), *_runs(item, language)))
        case Command():
            for line in block.lines:
                yield Para(line, align=Align.LEFT)
        case Picture():
            png = pictures.get(picture_name(page, block))
            if png is not None:
                yield _figure(block, png)


def _runs(words: Words, language: Language) -> tuple[Run, ...]:
    marks = {Look.SCREEN: language.screen, Look.LINK: language.link}
    return tuple(
        Run(marks.get(s.look, "{}").format(s.text), FACES.get(s.look, Face.FANG)) for s in words
    )


def _figure(picture: Picture, png: bytes) -> Figure:
    """As wide as the type area, as high as it must be."""
    with Image.open(BytesIO(png)) as image:
        size = image.size
    lines = min(ceil(TYPE_W * size[1] / size[0] / CELL_Y), 18)
    return Figure(ScreenPicture(png, size), picture.caption, lines)
