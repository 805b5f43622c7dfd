"""The manual from its sources in `resources/manual`: a folder a language, one list of pages."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from commandcenter.domain.manual.languages import LANGUAGES, Language
from commandcenter.domain.manual.pages import Chapter, Manual, ManualPage
from commandcenter.domain.manual.source import read
from commandcenter.paths import RESOURCES

FOLDER = RESOURCES / "manual"
LIST = FOLDER / "pages.toml"
FIRST = "zh"  # the language that every page is there in


@cache
def manual(language: str = FIRST) -> Manual:
    """In the language, or in Chinese where there is none in that one."""
    listed = tomllib.loads(LIST.read_text("utf-8"))
    if language not in listed["title"]:
        language = FIRST
    of = LANGUAGES[language]
    chapters = tuple(
        Chapter(
            chapter["title"][language],
            tuple(_page(each, FOLDER / language, of) for each in chapter["page"]),
        )
        for chapter in listed["chapter"]
    )
    return Manual(listed["title"][language], chapters, of)


def _page(listed: dict[str, Any], folder: Path, language: Language) -> ManualPage:
    title, blocks = read((folder / f"{listed['key']}.md").read_text("utf-8"), language.joint)
    forms = tuple(f"form:{form}" for form in listed.get("forms", ()))
    return ManualPage(
        listed["key"],
        title,
        blocks,
        (*listed.get("places", ()), *forms),
        by=listed.get("by", ""),
        tried=listed.get("tried", False),
    )
