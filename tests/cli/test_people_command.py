"""`init --people`: a template is written and read back; all of a list, or nobody of it."""

import re

import pypdfium2
import pytest

from commandcenter.offices.people_lists import people_in
from tests.borders import city, put, row_of
from tests.cli.test_city_commands import files, one_line
from tests.cli.test_database_commands import rows

LIST = """\
望川市局名单,,,,,,,
姓名,登录名,职务,办公电话,手机,角色,工作组,县区
林震,linzhen,局长,0880-1,,总指挥,,
白荷,,科员,,,值班员、组员,综合协调组,
白荷,,信息中心,,,系统管理员,,
景湖,,局长,,,县区局,,第2区
"""


@pytest.fixture
def listed(house):
    put(house.work / "city.geojson", city(*row_of(2)))
    put(house.work / "名单.csv", LIST, "gb18030")
    return house


def password_sheets(file):
    """Login and password of each page."""
    document = pypdfium2.PdfDocument(file)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    secret = r"\b\w{5}-\w{5}-\w{5}\b"
    return [
        (re.search(r"登 录 名\s+(\S+)", words)[1], re.search(secret, words)[0]) for words in pages
    ]


def test_everybody_of_a_list_has_roles_and_a_login_and_the_same_list_adds_nobody(listed):
    asked = ("init", "--city", "city.geojson", "--people", "名单.csv", "--phone", "0880-12345")
    said = listed.run(*asked)
    assert (said.code, said.err) == (0, "")
    told = said.out.splitlines()
    assert "名单“名单.csv”：增加 4 人。" in told
    assert {"林震（linzhen）：总指挥。", "白荷（bh）：值班员、综合协调组组员。"} <= set(told)
    assert [line.split("\t")[:2] for line in told if "\t" in line] == [
        ["林震", "linzhen"], ["白荷", "bh"], ["白荷", "bh2"], ["景湖", "jh"],
    ]  # fmt: skip
    again = listed.run("init", "--people", "名单.csv", "--passwords", "p.pdf")
    assert "名单“名单.csv”：增加 0 人；4 人已有，没有改动。" in again.out
    assert not (listed.work / "p.pdf").exists()


def test_passwords_go_into_a_file_of_its_owner_alone_and_not_to_the_screen(listed):
    asked = ("--city", "city.geojson", "--people", "名单.csv", "--passwords", "口令.pdf")
    said = listed.run("init", *asked)
    assert said.code == 0
    file = listed.work / "口令.pdf"
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    sheets = password_sheets(file)
    assert [login for login, _ in sheets] == ["linzhen", "bh", "bh2", "jh"]
    assert not [password for _, password in sheets if password in said.out]
    before = file.read_bytes()
    assert "已经存在" in one_line(listed.run("init", "--people", "名单.csv", "--passwords", file))
    assert file.read_bytes() == before


def test_one_wrong_row_refuses_the_list_with_its_reason_and_without_a_trace(listed):
    put(listed.work / "名单.csv", LIST.replace("第2区", "第9区").replace("值班员、", "厂长、"))
    before = files(listed)
    said = one_line(listed.run("init", "--city", "city.geojson", "--people", "名单.csv"))
    assert said.startswith(
        "名单“名单.csv”有 2 行不能用，没有增加任何人。第 4 行白荷：看不懂角色“厂长”"
    )
    assert "第 6 行景湖：本市没有县区“第9区”，现有：第1区、第2区。" in said
    assert files(listed) == before


def test_a_refused_list_leaves_a_bureau_as_it_is(listed):
    assert listed.run("init", "--city", "city.geojson").code == 0
    put(listed.work / "名单.csv", LIST.replace("第2区", "第9区"))
    assert "第 6 行景湖" in one_line(listed.run("init", "--people", "名单.csv"))
    assert rows(listed.database, "person") == [0]


def test_the_template_says_how_and_is_empty_when_it_is_read_back(house):
    said = house.run("init", "--people-template", "名单.xlsx")
    assert (said.code, said.out) == (
        0, "名单.xlsx：人员名单的模板，填好后用 init --people 读入。\n",
    )  # fmt: skip
    assert "还没有填人" in one_line(house.run("init", "--people", "名单.xlsx"))
    assert ".xlsx 文件" in one_line(house.run("init", "--people-template", "名单.csv"))
    with pytest.raises(Exception, match="还没有填人"):
        people_in(house.work / "名单.xlsx")
