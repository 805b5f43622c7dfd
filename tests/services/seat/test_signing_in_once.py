"""People sign in to the command, once: a second incident makes nobody 未签到."""

import pytest

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import Category
from commandcenter.queries.command.command import command_picture
from commandcenter.services.incident import incident_moves
from commandcenter.services.seat import people
from commandcenter.store.command.obligations import differences, obligations_of


@pytest.fixture
def gym(city):
    incident = city.register()
    city.activate(incident)
    return incident


def school(city):
    incident = city.register(
        title="育新学校疑似食物中毒", public_title="某学校疑似食物中毒", brand="",
        categories=(Category.SAFETY,), kind="school_food",
    )  # fmt: skip
    city.activate(incident)
    return incident


def present(city, incident):
    return city.ask(command_picture, incident, city.db.clock()).present


def sign_in(city, incident, login):
    city.do(people.sign_in, login, incident, getattr(city, login).person_id)


def test_who_signed_in_before_is_there_for_the_second_incident_too(city, gym):
    sign_in(city, gym, "zhoulan")
    sign_in(city, gym, "maxiao")
    second = school(city)
    assert present(city, gym) == present(city, second) == 2
    with pytest.raises(RuleBroken):
        sign_in(city, second, "zhoulan")


def test_who_leaves_leaves_the_command_wherever_they_signed_in(city, gym):
    sign_in(city, gym, "zhoulan")
    second = school(city)
    city.do(people.sign_out, "zhoulan", second, city.zhoulan.person_id)
    assert present(city, gym) == present(city, second) == 0
    with pytest.raises(RuleBroken):
        city.do(people.sign_out, "zhoulan", gym, city.zhoulan.person_id)


def test_who_signs_in_at_the_second_is_there_for_the_first(city, gym):
    second = school(city)
    sign_in(city, second, "maxiao")
    assert present(city, gym) == 1


def test_a_false_alarm_calls_nobody_to_the_command(city, gym):
    other = city.register(title="误报", public_title="误报", brand="")
    sign_in(city, other, "maxiao")
    assert present(city, gym) == 1
    city.do(incident_moves.dismiss, "chenyu", other, "核实为误报")
    assert present(city, gym) == 0


def test_the_books_of_both_say_what_the_acts_say_after_each(city, gym):
    second = school(city)
    for login in ("zhoulan", "maxiao", "hewenjing"):
        sign_in(city, gym, login)
        for incident in (gym, second):
            assert city.ask(differences, incident, city.db.clock()) == ()
    rows = city.ask(obligations_of, {gym, second}, city.db.clock())
    calls = [row for row in rows if row.code == "roll_call"]
    assert [row.state for row in calls] == [ObligationState.OPEN] * 2  # three groups are missing
    city.do(people.sign_out, "maxiao", second, city.maxiao.person_id)
    for incident in (gym, second):
        assert city.ask(differences, incident, city.db.clock()) == ()
