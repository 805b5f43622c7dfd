"""The manual as HTML: a page of it for the reader, or all of it in one file with its pictures."""

from base64 import b64encode
from collections.abc import Mapping
from html import escape

from commandcenter.domain.manual.languages import Language
from commandcenter.domain.manual.pages import (
    Block,
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

Pictures = Mapping[str, bytes]  # PNG by ManualPage.key and Picture.place, as `picture_name` says
STYLE = """
body { margin: 0; font: 16px/1.75 "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei",
  "WenQuanYi Micro Hei", sans-serif; color: #17212b; background: #fff; }
html:lang(en) body { font-family: "Segoe UI", "Noto Sans", "Liberation Sans", "DejaVu Sans",
  "Noto Sans SC", "Microsoft YaHei", sans-serif; }
nav { position: fixed; top: 0; bottom: 0; left: 0; width: 250px; overflow: auto;
  background: #f2f4f7; padding: 20px 18px; box-sizing: border-box; font-size: 14px; }
nav h2 { font-size: 14px; margin: 14px 0 4px; color: #51606e; }
nav a { display: block; padding: 1px 0; color: #1f5f9f; text-decoration: none; }
main { margin-left: 250px; padding: 24px 48px 80px; max-width: 860px; }
h1 { font-size: 30px; } h2 { font-size: 24px; border-bottom: 1px solid #dfe5ec; }
h3 { font-size: 18px; }
section { break-before: page; }
figure { margin: 16px 0; } img { max-width: 100%; border: 1px solid #dfe5ec; }
figcaption { color: #51606e; font-size: 14px; text-align: center; }
b { font-weight: 600; color: #1a5188; } a { color: #1f5f9f; }
pre, code { background: #f6f8fa; font-family: monospace; } pre { padding: 10px 14px; }
@media print { nav { display: none; } main { margin: 0; padding: 0; } }
@media (max-width: 800px) {
  nav { position: static; width: auto; } main { margin: 0; padding: 16px; }
}
"""


def picture_name(page: ManualPage, picture: Picture) -> str:
    """Drawn by another person the same place is another picture."""
    return f"{page.by}/{picture.place}"


def whole_html(manual: Manual, pictures: Pictures) -> str:
    """One file that needs no other."""
    contents = "".join(
        f"<h2>{escape(chapter.title)}</h2>"
        + "".join(f'<a href="#{page.key}">{escape(page.title)}</a>' for page in chapter.pages)
        for chapter in manual.chapters
    )
    sections = "".join(
        f'<section id="{page.key}">{_page(page, manual.language, pictures)}</section>'
        for page in manual.pages
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{manual.language.tag}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(manual.title)}</title><style>{STYLE}</style></head>"
        f"<body><nav>{contents}</nav><main><h1>{escape(manual.title)}</h1>{sections}</main>"
        "</body></html>\n"
    )


def page_html(page: ManualPage, language: Language) -> str:
    """For the reader beside the screen itself: without pictures of it."""
    return _page(page, language, {})


def _page(page: ManualPage, language: Language, pictures: Pictures) -> str:
    blocks = (_block(page, block, language, pictures) for block in page.blocks)
    return f"<h2>{escape(page.title)}</h2>{''.join(blocks)}"


def _block(page: ManualPage, block: Block, language: Language, pictures: Pictures) -> str:
    match block:
        case Heading():
            return f"<h3>{escape(block.text)}</h3>"
        case Prose():
            return f"<p>{_words(block.words, language)}</p>"
        case Listing():
            kind = "ol" if block.numbered else "ul"
            items = "".join(f"<li>{_words(item, language)}</li>" for item in block.items)
            return f"<{kind}>{items}</{kind}>"
        case Command():
            return f"<pre>{escape(chr(10).join(block.lines))}</pre>"
        case Picture():
            return _picture(block, pictures.get(picture_name(page, block)))


def _picture(picture: Picture, png: bytes | None) -> str:
    if png is None:
        return ""
    data, caption = b64encode(png).decode("ascii"), escape(picture.caption)
    source = f"data:image/png;base64,{data}"
    return (
        f'<figure><img src="{source}" alt="{caption}"><figcaption>{caption}</figcaption></figure>'
    )


def _words(words: Words, language: Language) -> str:
    return "".join(_stretch(s.text, s.look, s.page, language) for s in words)


def _stretch(text: str, look: Look, page: str, language: Language) -> str:
    plain = escape(text)
    match look:
        case Look.SCREEN:
            return f"<b>{language.screen.format(plain)}</b>"
        case Look.CODE:
            return f"<code>{plain}</code>"
        case Look.LINK:
            return f'<a href="#{page}">{plain}</a>'
        case _:
            return plain
