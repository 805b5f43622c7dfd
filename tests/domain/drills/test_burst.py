"""Complaints that a script makes, and a script as a file."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.drills.burst import Burst, made_of, read_burst
from commandcenter.domain.drills.drill import InjectKind, Mode
from commandcenter.domain.drills.script import Addressee, Inject, Script
from commandcenter.domain.errors import AskedWrongly
from commandcenter.offices.drill_scripts import own_scripts, read_file, write_file

AT = datetime(2026, 10, 14, 11, 0, tzinfo=UTC)
BURST = Burst(40, 60, "悦力工场健身（城东店）", "停业不退款", "990102")


def test_so_many_complaints_are_spread_over_the_time_before_and_are_of_different_people():
    made = list(made_of(BURST, AT, 3))
    assert len({each.number for each in made}) == 40
    assert len({each.complainant.phone for each in made}) == 40
    assert made[-1].registered_at == AT
    assert AT - timedelta(minutes=60) < made[0].registered_at < made[1].registered_at
    assert {(each.subject_name, each.district) for each in made} == {(BURST.trader, "990102")}
    assert not {each.number for each in made} & {each.number for each in made_of(BURST, AT, 4)}


def test_a_complaint_of_a_batch_is_such_as_a_platform_exports():
    [one, two] = made_of(replace(BURST, count=2, words="停" * 41, district=""), AT, 3)
    assert (one.number, two.number) == ("演练-3-0001", "演练-3-0002")
    assert [each.registered_at for each in (one, two)] == [AT - timedelta(minutes=30), AT]
    assert (one.source, one.kind, one.channel) == ("12315", "complaint", "app")
    assert (one.complainant.name, one.complainant.phone) == ("演练投诉人1", "00000030001")
    assert (one.title, one.text, one.problem) == ("停" * 40, "停" * 41, "其他")
    assert one.district is None
    [now, too] = made_of(replace(BURST, count=2, minutes=0), AT, 3)
    assert now.registered_at == too.registered_at == AT


def test_what_is_empty_of_a_batch_is_not_written():
    assert replace(BURST, words="", district="", minutes=0).as_payload() == {
        "made": {"count": 40, "minutes": 0, "trader": "悦力工场健身（城东店）"}
    }


def test_what_a_batch_does_not_say_is_an_hour_without_words():
    assert read_burst({"made": {"count": "3", "trader": " 店 "}}) == Burst(3, 60, "店", "")
    assert read_burst({}) is None


@pytest.mark.parametrize(
    "changed",
    [{"count": 1}, {"count": 2_000}, {"minutes": 0}, {"minutes": 1_440}, {"trader": "店" * 80},
     {"words": "停" * 500}, {"words": ""}],
)  # fmt: skip
def test_a_batch_at_the_ends_of_what_is_allowed_is_taken(changed):
    burst = replace(BURST, **changed)
    assert read_burst(burst.as_payload()) == burst


ONE = {"count": 3, "trader": "店"}


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (ONE | {"count": 0}, "投诉一批应为 1 到 2000 件。"),
        (ONE | {"count": 2_001}, "投诉一批应为 1 到 2000 件。"),
        (ONE | {"minutes": -1}, "投诉的登记时间应在注入前 1440 分钟之内。"),
        (ONE | {"minutes": 1_441}, "投诉的登记时间应在注入前 1440 分钟之内。"),
        (ONE | {"trader": " "}, "被投诉主体不能为空，不超过 80 字；投诉内容不超过 500 字。"),
        (ONE | {"trader": "店" * 81}, "被投诉主体不能为空，不超过 80 字；投诉内容不超过 500 字。"),
        (ONE | {"words": "停" * 501}, "被投诉主体不能为空，不超过 80 字；投诉内容不超过 500 字。"),
        (ONE | {"count": "many"}, "应写明件数（count）和被投诉主体（trader）。"),
        (ONE | {"count": None}, "应写明件数（count）和被投诉主体（trader）。"),
        ({"trader": "店"}, "应写明件数（count）和被投诉主体（trader）。"),
        ({"count": 3}, "应写明件数（count）和被投诉主体（trader）。"),
        (3, "应写明件数（count）和被投诉主体（trader）。"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(made, words):
    with pytest.raises(AskedWrongly) as refused:
        read_burst({"made": made})
    assert str(refused.value).endswith(words)


def test_a_script_is_read_again_as_it_was_written(tmp_path):
    words = '引号"、反斜线\\、\n换行和\x7f'
    script = Script(
        "自编演练", Mode.TABLETOP, True, AT, AT + timedelta(hours=3),
        injects=(
            Inject(AT, InjectKind.COMPLAINTS, "投诉到达", words, payload=BURST.as_payload()),
            Inject(
                AT + timedelta(minutes=20), InjectKind.MEDIA, "记者到店", words,
                Addressee(group="opinion"), signs=("press.registered",), limit_minutes=30,
                clause="4.1(5)", points=3,
            ),
        ),
    )  # fmt: skip
    write_file(tmp_path / "a.toml", script)
    assert read_file(tmp_path / "a.toml") == script
    assert read_burst(script.injects[0].payload) == BURST


@pytest.mark.parametrize("path", own_scripts(), ids=lambda path: path.stem)
def test_the_programs_own_scripts_can_be_saved_as_ones_own(path, tmp_path):
    script = replace(read_file(path), title="本局的")
    write_file(tmp_path / "b.toml", script)
    assert read_file(tmp_path / "b.toml") == script
