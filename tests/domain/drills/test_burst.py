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


@pytest.mark.parametrize(
    "made",
    [{"count": 0, "trader": "店"}, {"count": 2_001, "trader": "店"}, {"count": 3, "trader": " "},
     {"count": "many", "trader": "店"}, {"trader": "店"}, {"count": 3},
     {"count": 3, "trader": "店", "minutes": 2_000}],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_words(made):
    with pytest.raises(AskedWrongly):
        read_burst({"made": made})


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
