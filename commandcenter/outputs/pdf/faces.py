"""The typefaces of a paper, by what they are for."""

from enum import StrEnum

from commandcenter.domain.phrase import phrases


class Face(StrEnum):
    """The typefaces of GB/T 9704-2012."""

    FANG = "fang"  # body text
    TITLE = "title"  # title and red head
    HEI = "hei"  # first headings, tables
    KAI = "kai"  # second headings, the signer's name
    SONG = "song"  # page numbers
    LATIN = "latin"  # Latin letters and digits in body text


FACE_WORDS: dict[Face, str] = phrases({
    Face.FANG: "仿宋",
    Face.TITLE: "小标宋",
    Face.HEI: "黑体",
    Face.KAI: "楷体",
    Face.SONG: "宋体",
    Face.LATIN: "西文",
})  # fmt: skip
