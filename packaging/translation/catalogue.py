"""A catalogue of translations as a file of Qt Linguist (.ts), and what is wrong in one."""

import re
import string
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from translation.found import Found

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
HAN = re.compile("[\u3400-\u9fff]+")
QUOTED = re.compile("[‘“][^’”]*[’”]")
_formatter = string.Formatter()


@dataclass(slots=True)
class Catalogue:
    """`known`: of each context its finished translations."""

    language: str
    known: dict[str, dict[str, str]] = field(default_factory=dict)


def read(path: Path, language: str) -> Catalogue:
    """Of a file that is not there an empty one."""
    read = Catalogue(language)
    if path.is_file():
        for context in ET.parse(path).getroot().iter("context"):
            texts = read.known.setdefault(context.findtext("name", ""), {})
            for message in context.iter("message"):
                said = message.find("translation")
                if said is not None and said.get("type") is None and said.text:
                    texts[message.findtext("source", "")] = said.text
    return read


def updated(old: Catalogue, found: Found, given: Mapping[str, str]) -> Catalogue:
    """What is in the sources now: translations that were finished stay, `given` ones come in, and
    what is translated in one place is so in every other that has none of its own. One that is
    given for `Class|text` is of that context alone, before any that is given for the text."""
    anywhere = {text: said for texts in old.known.values() for text, said in texts.items() if said}
    anywhere |= {text: said for text, said in given.items() if said and not faults(text, said)}
    return Catalogue(
        old.language,
        {
            context: {
                text: given.get(f"{context}|{text}")
                or (anywhere.get(text) if text in given else "")
                or old.known.get(context, {}).get(text)
                or anywhere.get(text, "")
                for text in texts
            }
            for context, texts in sorted(found.texts.items())
        },
    )


def written(catalogue: Catalogue, found: Found) -> str:
    """The file. It names the source of a text without its line, so that it changes with texts."""
    root = ET.Element("TS", version="2.1", language=catalogue.language, sourcelanguage="zh_CN")
    for name, texts in sorted(catalogue.known.items()):
        context = ET.SubElement(root, "context")
        ET.SubElement(context, "name").text = name
        for text, said in texts.items():
            message = ET.SubElement(context, "message")
            place = found.texts[name][text].partition(":")[0]
            ET.SubElement(message, "location", filename=place)
            ET.SubElement(message, "source").text = text
            translation = ET.SubElement(message, "translation")
            translation.text = said
            if not said:
                translation.set("type", "unfinished")
    ET.indent(root, "    ")
    return f"{HEAD}{ET.tostring(root, encoding='unicode')}\n"


def faults(text: str, said: str) -> list[str]:
    """What a translation does not keep of its text: names of values, a leading space."""
    found = []
    try:
        wanted, there = _fields(text), _fields(said)
    except ValueError:
        return ["braces"] if _is_template(text) else []
    if _is_template(text) and wanted != there:
        found.append(f"values {sorted(wanted ^ there)}")
    # Chinese sets a number apart from what stands before it: “ {value}”.
    if re.match(r"\s(?!\{)", text) and not re.match(r"\s", said):
        found.append("the space before it")
    return found


def chinese_in(said: str) -> str:
    """The first Chinese characters that a translation has outside of quotation marks."""
    left = HAN.search(QUOTED.sub("", said))
    return left[0] if left else ""


def _is_template(text: str) -> bool:
    return bool(re.search(r"\{[a-z_]\w*[!:}]", text))


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in _formatter.parse(text) if name}
