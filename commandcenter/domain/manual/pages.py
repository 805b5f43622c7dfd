"""The manual as it is read: chapters of pages, and what on the screen each page is about."""

from enum import StrEnum

from commandcenter.domain.manual.languages import CHINESE, Language
from commandcenter.late_dataclass import dataclass


class Look(StrEnum):
    """What a stretch of a text is, beside plain."""

    PLAIN = ""
    SCREEN = "screen"  # 「…」: a word that stands on the screen
    CODE = "code"  # `…`: what is typed into a shell
    LINK = "link"  # to another page


@dataclass(frozen=True, slots=True)
class Stretch:
    """`page`: the key of the page that a link leads to. The words of the screen come without their
    brackets."""

    text: str
    look: Look = Look.PLAIN
    page: str = ""


Words = tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    words: Words


@dataclass(frozen=True, slots=True)
class Listing:
    """`numbered`: steps, to be done one after the other."""

    items: tuple[Words, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """Lines as they are typed."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """`place`: what is drawn, as `ManualPage.places` names it."""

    caption: str
    place: str


Block = Heading | Prose | Listing | Command | Picture


@dataclass(frozen=True, slots=True)
class ManualPage:
    """`places`: what on the screen it is about: "duty" or "duty:log", a page of the desk and its
    tab; "form:command.duty_form", the dialogs of a module, or ".CallUpForm" behind it, one of them.
    `by`: the login of who does it in the demo; `tried`: its steps are a test.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    places: tuple[str, ...] = ()
    by: str = ""
    tried: bool = False

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Picture))

    @property
    def text(self) -> str:
        """All that can be searched."""
        parts = [self.title]
        for block in self.blocks:
            match block:
                case Heading():
                    parts.append(block.text)
                case Prose():
                    parts.append(plain(block.words))
                case Listing():
                    parts += [plain(item) for item in block.items]
                case Command():
                    parts += block.lines
                case Picture():
                    parts.append(block.caption)
        return "\n".join(parts)


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    pages: tuple[ManualPage, ...]


@dataclass(frozen=True, slots=True)
class Manual:
    title: str
    chapters: tuple[Chapter, ...]
    language: Language = CHINESE

    @property
    def pages(self) -> tuple[ManualPage, ...]:
        return tuple(page for chapter in self.chapters for page in chapter.pages)

    def page(self, key: str) -> ManualPage:
        return next(page for page in self.pages if page.key == key)

    def about(self, *places: str) -> ManualPage:
        """The page about the first of the places that has one, else the first of all: of a place
        with tabs, or a form of a module, the page of the whole where it has none of its own."""
        known = {place: page for page in reversed(self.pages) for place in page.places}
        for place in places:
            wanted = place
            while wanted:
                if wanted in known:
                    return known[wanted]
                wanted = _around(wanted)
        return self.pages[0]

    def found(self, words: str) -> tuple[ManualPage, ...]:
        """The pages with all of the words, those that have them in the title first."""
        wanted = words.casefold().split()
        texts = {page.key: page.text.casefold() for page in self.pages}
        having = [page for page in self.pages if all(w in texts[page.key] for w in wanted)]
        titled = [page for page in having if any(w in page.title.casefold() for w in wanted)]
        return (*titled, *(page for page in having if page not in titled))


def plain(words: Words) -> str:
    """As its source has it, in every language with the brackets of the screen's words."""
    return "".join(f"「{s.text}」" if s.look is Look.SCREEN else s.text for s in words)


def _around(place: str) -> str:
    """duty:log → duty; form:command.duty_form.CallUpForm → form:command.duty_form."""
    if place.startswith("form:"):
        head, dot, last = place.rpartition(".")
        return head if dot and last[:1].isupper() else ""
    return place.rpartition(":")[0]
