"""Names are found in texts, by their endings and because they are known; how many, how truly."""

import csv
import gzip
import json
from pathlib import Path

import pytest

from commandcenter.analysis.names import SUBJECTS, NameKind, Names, related, root, stem

HERE = Path(__file__)
LABELS = HERE.with_name("name_labels.json")  # number of a message: how far read, spans s and p
TEXTS = [each / "shared" / "data" / "hotline_texts.csv.gz" for each in HERE.parents]
OVERLAP = 0.6  # of the longer of two spans, that both have


def subjects(text, **known):
    return [n.name for n in Names(**known).named(text) if n.kind in SUBJECTS]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("投诉悦力健身馆突然关门", "悦力健身馆"),
        ("我在城东的金盛广场买了鞋", "金盛广场"),
        ("孩子就读于青岚实验学校，午餐有异物", "青岚实验学校"),
        ("澄悦花园小区的电梯坏了", "澄悦花园小区"),
        ("2026年3月进入恒泰商贸有限公司工作", "恒泰商贸有限公司"),
        ("“食在我家”饭店油烟扰民", "食在我家"),
    ],
)
def test_a_name_begins_after_what_is_no_part_of_it(text, name):
    assert subjects(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "小区的物业公司不作为", "一家健身房关门了", "民办幼儿园收费太贵", "附近的超市卖过期食品",
        "请问有关公司是否违法", "某大型商场的停车场", "3小区", "我们公司很多人",
    ],
)  # fmt: skip
def test_what_is_said_of_any_is_no_name(text):
    assert subjects(text) == []


def test_a_known_name_needs_no_ending_and_a_refused_one_is_none():
    assert subjects("麦香坞的面包发霉", known=["麦香坞"]) == ["麦香坞"]
    assert subjects("麦香坞的面包发霉") == []
    assert subjects("悦力健身馆关门", refused=["悦力健身馆"]) == []


def test_a_place_ends_before_a_name_and_is_none():
    found = Names(places=["城东区", "云桥街道"]).named("城东区云桥街道锦澜大药房卖假药")
    assert [(n.kind, n.name) for n in found] == [
        (NameKind.TOWN, "云桥街道"),
        (NameKind.TRADER, "锦澜大药房"),
    ]


def test_a_name_stands_where_it_says():
    text = "反映：星曜大酒店的早餐"
    [name] = Names().named(text)
    assert text[name.start : name.end] == name.name == "星曜大酒店"


def test_of_very_many_known_names_the_longest_is_found():
    many = [f"澄州{n}号商行" for n in range(5_000)]
    assert subjects("买了澄州4321号商行的酒", known=[*many, "澄州4"]) == ["澄州4321号商行"]


def test_names_are_related_when_one_is_said_shorter_or_with_a_slip():
    assert stem("悦力健身有限公司") == "悦力健身"
    assert stem("锦澜房地产") == stem("锦澜地产公司") == "锦澜"
    assert root("星汇楠医疗美容门诊部") == "星汇楠"
    assert related("星汇楠医疗美容门诊部", "兴汇楠医疗美容门诊部")
    assert related("锦澜健身馆", "锦澜")
    assert not related("锦澜健身馆", "星曜健身馆")
    assert not related("锦澜影楼", "云澜影楼")  # of two characters a slip is another name


def labelled():
    path = next((path for path in TEXTS if path.exists()), None)
    if path is None:
        pytest.skip("the hotline texts are not on this machine")
    labels = json.loads(LABELS.read_text("utf-8"))
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["number"] in labels:
                label = labels[row["number"]]
                text = f"{row['title']}。{row['text'].strip()}"[: label["read"]]
                yield text, [tuple(span) for span in label["spans"]]


def fits(name, start, end):
    both = min(name.end, end) - max(name.start, start)
    return both >= OVERLAP * max(name.end - name.start, end - start)


def test_of_two_hundred_labelled_messages_few_names_are_wrong(record_property):
    right = wrong = found = wanted = 0
    for text, spans in labelled():
        names = Names().named(text)
        for name in names:
            if name.kind in SUBJECTS:
                good = any(fits(name, start, end) for _, start, end in spans)
                right, wrong = right + good, wrong + (not good)
        whom = [(start, end) for kind, start, end in spans if kind == "s"]
        wanted += len(whom)
        found += sum(any(fits(name, *span) for name in names) for span in whom)
    record_property("precision", right / (right + wrong))
    record_property("recall", found / wanted)
    assert right / (right + wrong) >= 0.85
    assert found / wanted >= 0.55
