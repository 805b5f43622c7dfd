"""A login that is proposed: the initials of a name, by the order of GB 2312."""

import pytest

from commandcenter.domain.seat.login_names import initials, proposed


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        # the first and the last character of each initial
        ("啊袄", "aa"), ("芭簿", "bb"), ("擦错", "cc"), ("搭堕", "dd"), ("蛾贰", "ee"),
        ("发咐", "ff"), ("噶过", "gg"), ("哈霍", "hh"), ("击骏", "jj"), ("喀阔", "kk"),
        ("垃络", "ll"), ("妈牧", "mm"), ("拿诺", "nn"), ("哦沤", "oo"), ("啪瀑", "pp"),
        ("期群", "qq"), ("然弱", "rr"), ("撒所", "ss"), ("塌唾", "tt"), ("挖误", "ww"),
        ("昔迅", "xx"), ("压孕", "yy"), ("匝座", "zz"),
        # what gives none: rare characters, signs, wide letters, what GB 2312 has not
        ("亍鑫", ""), ("、·", ""), ("ＡＢ", ""), ("\u4e02", ""), ("张-三 A2", "zsa2"),
        ("Anna", "anna"), ("", ""),
        ("张" * 13, "z" * 12),
    ],
)  # fmt: skip
def test_the_initials_of_a_name(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("name", "login"),
    [("张三", "zs"), ("张", "user"), ("12", "user"), ("1张", "1z"), ("鑫鑫", "user")],
)
def test_a_login_has_two_signs_and_is_no_number(name, login):
    assert proposed(name, ()) == login
    taken = {login} | {f"{login}{n}" for n in range(2, 12)}
    assert proposed(name, taken) == f"{login}12"
    assert proposed(name, taken - {f"{login}5"}) == f"{login}5"
