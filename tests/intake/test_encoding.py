"""180 short files in each encoding: the rule reads all of them or says why not."""

import codecs
import csv
import errno
import io
import random

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.intake import encoding
from commandcenter.intake.encoding import Source, find_encoding

HEADER = ["登记编号", "记录类型", "登记日期", "标题"]
WORDS = (
    "健身房", "关门", "退款", "不予处理", "食品", "过期", "商家", "拒绝", "预付卡", "余额", "老人",
    "保健品", "直播间", "虚假", "宣传", "外卖", "异物", "价格", "欺诈", "质量", "手机", "维修",
    "€", "·", "〇", "①", "㎡", "…", "—", "VIP", "3·15", "12", "。", "，", "！", "㐂", "龘", "嘅",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16")


def titles(seed, codec):
    """One to five titles of random words that the codec has."""
    dice = random.Random(seed)
    found = []
    for _ in range(dice.randint(1, 5)):
        title = "".join(dice.choices(WORDS, k=dice.randint(1, 12)))
        found.append(title.encode(codec, "ignore").decode(codec))
    return found


def file_of(titles, codec):
    out = io.StringIO()
    rows = [[f"TS{n}", "投诉", "2026-11-24", title] for n, title in enumerate(titles)]
    csv.writer(out).writerows([HEADER, *rows])
    return out.getvalue().encode(codec)


@pytest.mark.parametrize("codec", ENCODINGS)
def test_all_of_180_short_files_are_read_in_their_encoding(read, codec):
    wrong = []
    for seed in range(180):
        expected = titles(seed, codec)
        found = read(file_of(expected, codec), f"{seed}.csv")
        if [c.title for c in found.complaints()] != expected:
            wrong.append(seed)
    assert wrong == []


def test_what_is_decoded_wrongly_is_refused_by_its_header(read):
    for seed in range(180):
        text = "登記編號,記錄類型,登記日期,標題\n1,投訴,2026-11-24," + titles(seed, "big5")[0]
        with pytest.raises(RuleBroken):
            read(text.encode("big5"))


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_of_either_order_is_known_by_its_mark(read, codec):
    bom = codecs.BOM_UTF16_LE if codec == "utf-16-le" else codecs.BOM_UTF16_BE
    data = file_of(["退款"], codec)
    assert [c.title for c in read(bom + data).complaints()] == ["退款"]
    with pytest.raises(RuleBroken, match="空字节"):
        read(data)


@pytest.mark.parametrize(
    "data",
    [
        file_of(["退款"], "utf-8").replace("退".encode(), b"\x00"),
        file_of(["退款"], "gbk").replace("退".encode("gbk"), b"\x00"),
        file_of(["退款"], "utf-8") + b"\xff\xfe",
        file_of(["退款"], "gbk") + b"\xff\xff",
        file_of(["退款"], "utf-16") + b"\x00",
        file_of(["退款"], "utf-16") + "\x00".encode("utf-16-le"),
        file_of(["退款"], "utf-32"),
        file_of(["退款"], "utf-8-sig") + "退".encode()[:2],
    ],
)
def test_nul_and_undecodable_bytes_are_refused_in_words(read, data):
    with pytest.raises(RuleBroken, match="另存为"):
        read(data)


def test_a_person_may_choose_the_encoding(read):
    found = read(file_of(["退款"], "gbk"), encoding="gb18030")
    assert (found.facts.encoding, next(found.complaints()).title) == ("gb18030", "退款")
    with pytest.raises(RuleBroken):
        read(file_of(["退款"], "gbk"), encoding="utf-8")


def test_characters_cut_by_a_block_are_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(encoding, "BLOCK", 7)
    text = "消费者，退款\r\n第二行·①\r\n" * 20
    for codec in ENCODINGS:
        path = tmp_path / "a.csv"
        path.write_bytes(text.encode(codec))
        with Source(path, find_encoding(path)) as source:
            assert "".join(source.lines()) == text
            assert source.taken == source.size


def test_lines_are_parted_only_at_line_ends(tmp_path, monkeypatch):
    monkeypatch.setattr(encoding, "BLOCK", 3)
    path = tmp_path / "a.csv"
    path.write_bytes("a\u2028b\x0bc\x85d\r\ne\rf\n".encode())
    with Source(path, "utf-8") as source:
        assert list(source.lines()) == ["a\u2028b\x0bc\x85d\r\n", "e\r", "f\n"]


def test_a_missing_an_empty_and_an_odd_file_are_refused(tmp_path):
    with pytest.raises(RuleBroken, match="找不到"):
        find_encoding(tmp_path / "none.csv")
    with pytest.raises(RuleBroken, match="是文件夹"):
        find_encoding(tmp_path)
    (tmp_path / "a.csv").write_bytes(b"")
    with pytest.raises(RuleBroken, match="空的"):
        find_encoding(tmp_path / "a.csv")


def test_a_file_is_as_large_as_may_be_and_can_be_opened(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_bytes(b"12345")
    monkeypatch.setattr(encoding, "MAX_FILE", 5)
    assert find_encoding(path) == "utf-8"
    monkeypatch.setattr(encoding, "MAX_FILE", 4)
    with pytest.raises(RuleBroken, match=r"文件“a\.csv”超过 4 GB，请分成几个文件导入"):
        find_encoding(path)
    monkeypatch.undo()

    def held(*_, **__):
        raise PermissionError(errno.EACCES, "held by another program")

    monkeypatch.setattr(type(path), "open", held)
    with pytest.raises(RuleBroken, match=r"a\.csv"):
        find_encoding(path)
