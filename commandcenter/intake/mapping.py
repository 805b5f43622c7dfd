"""Which column of an export is which field, and what its words mean: mappings, as data.

A mapping is a TOML file (`resources/intake/mappings/standard.toml` explains itself).
The program brings one that fits both systems; people make their own in a folder. One of theirs
that is wrong stands in for nothing else: it alone cannot be used, and says why.
"""

import re
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from commandcenter.domain.complaints.complaint import (
    CHANNEL_WORDS,
    KIND_WORDS,
    SOURCE_WORDS,
    Channel,
    ComplaintKind,
    Source,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_trouble import quoted, tables_of, why
from commandcenter.domain.phrase import enumerated, phrase, phrases, sentences, word
from commandcenter.intake.values import plain
from commandcenter.late_dataclass import dataclass
from commandcenter.paths import RESOURCES

FOLDER = RESOURCES / "intake" / "mappings"

FIELD_WORDS: dict[str, str] = phrases({
    "number": "登记编号",
    "registered_at": "登记日期",
    "kind": "记录类型",
    "source": "数据来源",
    "channel": "接收方式",
    "person_name": "投诉人姓名",
    "person_phone": "联系电话",
    "person_id_type": "证件类型",
    "person_id_number": "证件号码",
    "person_address": "联系地址",
    "title": "标题",
    "text": "问题陈述",
    "category": "客体分类",
    "problem": "问题分类",
    "region": "区域",
    "subject_name": "涉及主体名称",
    "subject_code": "统一社会信用代码",
    "subject_address": "经营地址",
    "brand": "品牌",
    "goods": "商品服务名称",
    "amount": "涉及金额",
    "online": "是否网购",
    "special_group": "类别",
    "other_province": "是否异地",
    "urgency": "事件级别",
    "lat": "纬度",
    "lon": "经度",
    "status": "办理状态",
    "finished_at": "办结时间",
    "outcome": "调解结果",
    "recovered": "挽回金额",
    "office": "承办单位",
    "exported_at": "导出时间",
})  # fmt: skip
_CHOICES: dict[str, tuple[str, ...]] = {
    "kind": tuple(ComplaintKind),
    "source": tuple(Source),
    "channel": tuple(Channel),
    "online": ("true", "false"),
    "other_province": ("true", "false"),
}
# The same in an official's words, which a mapping may use as well: kind = "投诉".
_CHINESE: dict[str, dict[str, str]] = {
    "kind": {words: code.value for code, words in KIND_WORDS.items()},
    "source": {words: code.value for code, words in SOURCE_WORDS.items()},
    "channel": {words: code.value for code, words in CHANNEL_WORDS.items()},
    "online": {"是": "true", "否": "false"},
    "other_province": {"是": "true", "否": "false"},
}
# What the words of a choice mean where a mapping says nothing of them.
_PLAIN_WORDS = {
    name: {"".join(word.split()).lower(): own for word, own in words.items()}
    for name, words in _CHINESE.items()
}
REFUSED = ""  # the own word of a kind that is not taken in
LONGEST_NAME = 300  # characters of a column's name
NEEDS = ("number", "registered_at", "kind")  # of every mapping; its own may be more
_BRACKETS = re.compile(r"[(\[【〔].*?[)\]】〕]")

NO_MAPPING = word(
    "表头与所有列对应方案都不符：按“{mapping}”还缺少{missing}。"
    "请检查表头，或为这种表格建立列对应方案。"
)
BAD_MAPPING = "列对应方案“{file}”有误：{reason}。"
NO_SUCH = word("没有列对应方案“{code}”；现有：{known}。")
WRONG = (OSError, UnicodeError, ValueError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Mapping:
    """`columns`: field → names, best first; `values`: field → word in the file → own word.

    Names and words are kept as `header_key` and `word_key` make them. `defaults`: fields
    that no column gives, the same for every row (`kind = "complaint"`). `trouble`: the sentence
    on why it cannot be used; such a one fits no file.
    """

    code: str
    name: str
    columns: MappingOf[str, tuple[str, ...]]
    needs: tuple[str, ...] = NEEDS
    values: MappingOf[str, MappingOf[str, str]] = field(default_factory=dict)
    blanks: frozenset[str] = frozenset()
    defaults: MappingOf[str, str] = field(default_factory=dict)
    source_marks: MappingOf[str, frozenset[str]] = field(default_factory=dict)
    trouble: str = ""

    def places(self, header: Sequence[str]) -> dict[str, int]:
        """Field → index of its column. Of two columns of one name the first counts."""
        where: dict[str, int] = {}
        for index, cell in enumerate(header):
            where.setdefault(header_key(cell), index)
        found = {}
        for name, aliases in self.columns.items():
            index_or_none = next((where[alias] for alias in aliases if alias in where), None)
            if index_or_none is not None:
                found[name] = index_or_none
        return found

    def unused(self, header: Sequence[str]) -> tuple[str, ...]:
        """Names of the columns that it makes no use of, as they stand in the header."""
        used = set(self.places(header).values())
        names = [plain(cell) for index, cell in enumerate(header) if index not in used]
        return tuple(dict.fromkeys(name for name in names if name))

    def missing(self, header: Sequence[str]) -> list[str]:
        """Fields that a file must have and this header has not."""
        found = self.places(header)
        return [name for name in self.needs if name not in found and name not in self.defaults]

    def source_of(self, header: Sequence[str]) -> Source:
        """The system that the file as a whole seems to come from."""
        if "source" in self.defaults:
            return Source(self.defaults["source"])
        keys = {header_key(cell) for cell in header}
        score = {code: len(marks & keys) for code, marks in self.source_marks.items()}
        best = max(score, key=score.__getitem__, default="")
        return Source(best) if best and score[best] else Source.PLATFORM


def header_key(cell: str) -> str:
    """A column's name to compare by: no brackets, spaces, stars or colons, no full-width forms.

    Of a cell that is too long for a name only the beginning: brackets that nothing closes would
    each be looked after to its end.
    """
    name = "".join(plain(cell[:LONGEST_NAME]).split())
    return _BRACKETS.sub("", name).strip("*:'\"\ufeff").lower()


def word_key(cell: str) -> str:
    return "".join(plain(cell).split()).lower()


def amount_unit(cell: str) -> int:
    """分 that a bare number in the column counts, by the unit in the brackets of its name."""
    name = plain(cell[:LONGEST_NAME])
    return 1_000_000 if re.search(r"[(\[【〔]\s*(?:单位:?\s*)?万", name) else 100


def load_mappings(folder: Path | None = None) -> tuple[Mapping, ...]:
    """Those of the folder first, by file name, then the program's own; own codes win.

    Last come the files that are no mapping, each with its trouble.
    """
    mine = [_tried(file) for file in sorted(folder.glob("*.toml"))] if folder else []
    good = [mapping for mapping in mine if not mapping.trouble]
    codes = {mapping.code for mapping in good}
    shipped = [_read(file) for file in sorted(FOLDER.glob("*.toml"))]
    others = (mapping for mapping in shipped if mapping.code not in codes)
    return (*good, *others, *(mapping for mapping in mine if mapping.trouble))


def find_mapping(code: str, mappings: Sequence[Mapping]) -> Mapping:
    """By code or name. Raises RuleBroken naming those there are, or what is wrong with this one."""
    named = [each for each in mappings if code == each.code or quoted(code) == each.name]
    if wrong := troubles(named):
        raise RuleBroken(wrong[0])
    if named:
        return named[0]
    known = enumerated(quoted(mapping.code) for mapping in mappings if not mapping.trouble)
    raise _with_troubles(NO_SUCH, mappings, code=code, known=known)


def troubles(mappings: Sequence[Mapping]) -> list[str]:
    """A sentence for each that cannot be used."""
    return [mapping.trouble for mapping in mappings if mapping.trouble]


def guess_mapping(header: Sequence[str], mappings: Sequence[Mapping] | None = None) -> Mapping:
    """The mapping that lacks nothing and knows most of the columns; earlier ones win a tie.

    Raises RuleBroken naming the columns that are missing.
    """
    known = load_mappings() if mappings is None else mappings
    fitting = [mapping for mapping in known if not mapping.missing(header)]
    if fitting:
        return max(fitting, key=lambda mapping: len(mapping.places(header)))
    raise no_mapping(header, known)


def no_mapping(header: Sequence[str], mappings: Sequence[Mapping]) -> RuleBroken:
    """What the nearest mapping still lacks; and which cannot be used, for one may be meant."""
    nearest = min(mappings, key=lambda mapping: len(mapping.missing(header)))
    missing = missing_words(nearest, header)
    return _with_troubles(NO_MAPPING, mappings, mapping=nearest.name, missing=missing)


def _with_troubles(words: str, mappings: Sequence[Mapping], **values: str) -> RuleBroken:
    told = sentences((word(words).format(**values), *troubles(mappings)))
    return RuleBroken("{words}", words=told)


def missing_words(mapping: Mapping, header: Sequence[str]) -> str:
    """“登记编号”（可用列名：登记号、…）, for the sentence."""
    return enumerated(
        _missing_words(FIELD_WORDS[name], mapping.columns.get(name, ()))
        for name in mapping.missing(header)
    )


def _missing_words(field: str, aliases: Sequence[str]) -> str:
    if not aliases:
        return phrase("“{field}”", field=field)
    names = enumerated(map(quoted, aliases[:3]))
    return phrase("“{field}”（列名可为：{names}）", field=field, names=names)


def own_mapping(name: str, data: MappingOf[str, Any]) -> Mapping:
    """One that the bureau made on screen: its columns, with the words of the program's own.

    `data`: `columns`, `defaults` and `values` as in a file; a word that `values` names means that
    and no longer what the program takes it for. Raises RuleBroken for what is no mapping.
    """
    base = _read(FOLDER / "standard.toml")
    try:
        made = _mapping({"name": name, **data}, name)
    except WRONG as error:
        raise RuleBroken(BAD_MAPPING, file=name, reason=why(error)) from error
    values = {
        field: {**base.values.get(field, {}), **words} for field, words in made.values.items()
    }
    return replace(
        base, code=name, name=name, columns=made.columns, defaults=made.defaults,
        values={**base.values, **values},
    )  # fmt: skip


def with_own(
    made: Sequence[tuple[str, MappingOf[str, Any]]], others: Sequence[Mapping]
) -> tuple[Mapping, ...]:
    """Those made on screen (name and data) first, then the others; own names win.

    One that is wrong comes last, with its trouble.
    """
    own = [_tried_own(name, data) for name, data in made]
    good = [mapping for mapping in own if not mapping.trouble]
    names = {mapping.code for mapping in good}
    rest = (mapping for mapping in others if mapping.code not in names)
    return (*good, *rest, *(mapping for mapping in own if mapping.trouble))


def _tried_own(name: str, data: MappingOf[str, Any]) -> Mapping:
    try:
        return own_mapping(name, data)
    except RuleBroken as broken:
        return Mapping(name, name, {}, trouble=broken.words)


def _tried(file: Path) -> Mapping:
    """What it says, or its trouble under the name by which it would be asked for."""
    try:
        return _read(file)
    except RuleBroken as broken:
        return Mapping(file.stem, file.name, {}, trouble=broken.words)


def _read(file: Path) -> Mapping:
    try:
        data = tables_of(file.read_text(encoding="utf-8-sig"))
        return _mapping(data, file.stem)
    except WRONG as error:
        raise RuleBroken(BAD_MAPPING, file=file.name, reason=why(error)) from error


def _mapping(data: dict[str, Any], stem: str) -> Mapping:
    columns = {
        _field(name): tuple(header_key(alias) for alias in _texts(aliases))
        for name, aliases in data["columns"].items()
    } if data.get("columns") else _refuse(word("没有 [columns]"))  # fmt: skip
    blanks = _texts(data.get("blanks", []))
    return Mapping(
        code=str(data.get("code", stem)),
        name=quoted(data.get("name", stem)),
        columns=columns,
        needs=tuple(dict.fromkeys((*NEEDS, *map(_field, _texts(data.get("needs", [])))))),
        values=_PLAIN_WORDS
        | {_field(name): _words(name, words) for name, words in data.get("values", {}).items()},
        blanks=frozenset(form for word in blanks for form in (word, word_key(word))),
        defaults={
            _field(name): _own(name, word) for name, word in data.get("defaults", {}).items()
        },
        source_marks={
            _own("source", source): frozenset(header_key(mark) for mark in _texts(marks))
            for source, marks in data.get("source_marks", {}).items()
        },
    )


def _refuse(reason: str) -> Any:
    raise ValueError(reason)


def _field(name: str) -> str:
    return (
        name
        if name in FIELD_WORDS
        else _refuse(phrase("没有名为“{name}”的字段", name=quoted(name)))
    )


def _texts(value: Any) -> list[str]:
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, (list, tuple)) or not all(isinstance(word, str) for word in words):
        _refuse(phrase("“{words}”应为文字或文字列表", words=quoted(value)))
    return list(words)


def _own(name: str, said: str) -> str:
    """A word of the program's own, which must be one where there is a choice."""
    choices = _CHOICES.get(name)
    if isinstance(said, str):
        said = _CHINESE.get(name, {}).get(said, said)
    if not isinstance(said, str) or (choices and said not in choices):
        _refuse(
            phrase(
                "“{field}”没有“{value}”这个值",
                field=FIELD_WORDS.get(name, quoted(name)),
                value=quoted(said),
            )
        )
    return str(said)


def _words(name: str, words: dict[str, Any]) -> dict[str, str]:
    refused = REFUSED if name == "kind" else None
    return {
        word_key(theirs): own if own == refused else _own(name, own)
        for own, many in words.items()
        for theirs in _texts(many)
    }
