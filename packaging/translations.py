"""Keeps the catalogues of other languages than Chinese, and compiles them.

    make translations                                  what is new in the sources comes in
    make translations ARGS="--from pairs.json"         with translations: {Chinese: English}
    make translations ARGS=--unfinished                and lists what has none, as such pairs

A catalogue is `resources/translations/commandcenter_en.ts`; Qt Linguist opens it. What is compiled
of it is not in the repository: set-up makes it, and so does the wheel.
"""

import argparse
import json
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent
LANGUAGES = ("en",)
sys.path.insert(0, str(FOLDER))

from compile_translations import TRANSLATIONS, compile_all  # noqa: E402
from translation.catalogue import (  # noqa: E402
    Catalogue,
    chinese_in,
    faults,
    read,
    updated,
    written,
)
from translation.found import Found, found  # noqa: E402


def catalogue_path(language: str) -> Path:
    return TRANSLATIONS / f"commandcenter_{language}.ts"


def update(language: str, sources: Found, pairs: dict[str, str]) -> Catalogue:
    path = catalogue_path(language)
    new = updated(read(path, language), sources, pairs)
    path.parent.mkdir(exist_ok=True)
    path.write_text(written(new, sources), encoding="utf-8")
    return new


def main() -> None:
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("--from", dest="pairs", action="append", default=[], type=Path)
    asked.add_argument("--unfinished", action="store_true")
    told = asked.parse_args()
    pairs: dict[str, str] = {}
    for path in told.pairs:
        pairs |= json.loads(path.read_text(encoding="utf-8"))
    sources = found(ROOT)
    for language in LANGUAGES:
        _tell(update(language, sources, pairs), sources, pairs, told.unfinished)
    compile_all()


def _tell(new: Catalogue, sources: Found, pairs: dict[str, str], unfinished: bool) -> None:
    texts = {text: said for each in new.known.values() for text, said in each.items()}
    open_ = {text: "" for text, said in texts.items() if not said}
    for place in sources.unseen:
        print(f"{place}: the text cannot be told; a template is a literal")
    for text, said in (texts | pairs).items():
        if said and (wrong := faults(text, said)):
            print(f"{text!r}: {said!r} lacks {', '.join(wrong)}")
        elif said and (left := chinese_in(said)):
            print(f"{text!r}: {said!r} has {left!r} in it")
    print(f"{new.language}: {len(texts)} texts, {len(open_)} without a translation")
    if unfinished:
        print(json.dumps(open_, ensure_ascii=False, indent=0))


if __name__ == "__main__":
    main()
