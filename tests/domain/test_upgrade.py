"""Which version is newer, and which may still write."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.seat.upgrade import (
    Here,
    Manifest,
    Package,
    Published,
    SigningKey,
    in_groups,
    is_newer,
    may_write,
    order,
    package_for,
    require_fits,
    require_may_go_back,
    require_version,
    waits_for_database,
)

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
PUBLISHED = Published("0.3.0", "0031", "市局信息中心", "", "", "/srv", "周岚", AT)
HERE = Here("0.2.0", "0031", "0.2.0", embedded=False)


@pytest.mark.parametrize(
    ("newer", "older"),
    [("0.3.1", "0.3.0"), ("0.10.0", "0.9.9"), ("0.3.0", "0.3.0.dev9"),
     ("0.3.0.dev10", "0.3.0.dev9"), ("1.0", "0.99.99"), ("0.3.0.1", "0.3.0")],
)  # fmt: skip
def test_a_version_is_newer_by_its_numbers_and_a_release_than_what_led_to_it(newer, older):
    assert is_newer(newer, older)
    assert not is_newer(older, newer)


def test_the_same_is_not_newer_however_it_is_written():
    assert not is_newer("1.0", "1.0.0")
    assert not is_newer("1.0.0", "1.0")


def test_what_is_being_made_may_write_where_its_release_may():
    assert may_write("0.3.0.dev0", "0.3.0")
    assert may_write("0.3.1", "0.3.0")
    assert not may_write("0.2.9", "0.3.0")


def test_nobody_goes_back_to_what_may_not_write():
    require_may_go_back("0.3.0.dev0", "0.3.0")
    with pytest.raises(RuleBroken, match=r"不能退回 0\.2\.0"):
        require_may_go_back("0.2.0", "0.3.0")


def test_what_is_no_number_has_no_place_in_the_order():
    assert order("0.3.0") == order("0.3") == order("0.3.0.x")
    assert order("0.3.0.dev") == order("0.3.0")
    assert order("0.0") == order("")
    assert may_write("0.3.0", "0.3.0.dev9")


GOOD = ["0.3.0", "1", "1.2.3.4.5.6", "999999999.0", "0.3.0.dev12", "2.dev0"]


@pytest.mark.parametrize("version", GOOD)
def test_a_version_is_numbers_and_what_is_being_made(version):
    require_version(version)


@pytest.mark.parametrize(
    "bad", ["1.2.3.4.5.6.7", "1000000000", "0.3.dev", "0..3", "0.3.dev1234567890"]
)
def test_a_version_is_no_longer_than_one_is(bad):
    with pytest.raises(RuleBroken, match=f"^安装包里的版本号“{bad}”不合写法。$"):
        require_version(bad)
    with pytest.raises(RuleBroken, match=f"“{'x' * 40}”不合写法"):
        require_version("x" * 41)


@pytest.mark.parametrize(
    ("schema", "embedded", "waits"),
    [("0031", False, False), ("0030", False, True), ("0032", False, False), ("0030", True, False)],
)
def test_a_seat_waits_for_the_database_of_the_bureau_and_not_for_its_own_file(
    schema, embedded, waits
):
    here = replace(HERE, schema=schema, embedded=embedded)
    assert waits_for_database(PUBLISHED, here) is waits
    if waits:
        with pytest.raises(RuleBroken) as refused:
            require_fits(PUBLISHED, here)
        assert str(refused.value) == (
            f"新版本 0.3.0 要求数据库结构 0031，数据库现在是 {schema}："
            "请等系统管理员升级数据库（commandcenter init）后再装，本席可以照常工作。"
        )
    else:
        require_fits(PUBLISHED, here)


@pytest.mark.parametrize(
    ("here", "unfinished", "why"),
    [
        ("0.2.0", False, ""),
        ("0.3.0.dev9", False, ""),
        ("0.3.0", False, "本席的程序是 0.3.0，已公布的是 0.3.0，不需要升级。"),
        ("0.3.0", True, ""),  # an installation of it was cut off
        ("0.3", True, ""),
        ("0.2.0", True, ""),
        ("0.4.0", False, "本席的程序是 0.4.0，已公布的是 0.3.0，不需要升级。"),
        ("0.4.0", True, "本席的程序是 0.4.0，已公布的是 0.3.0，不需要升级。"),
    ],
)
def test_a_seat_takes_what_is_newer_or_was_cut_off(here, unfinished, why):
    seat = replace(HERE, version=here)
    if not why:
        require_fits(PUBLISHED, seat, unfinished=unfinished)
        return
    with pytest.raises(RuleBroken) as refused:
        require_fits(PUBLISHED, seat, unfinished=unfinished)
    assert str(refused.value) == why


def test_a_seat_takes_nothing_that_may_not_write():
    require_fits(PUBLISHED, replace(HERE, oldest="0.3.0"))
    with pytest.raises(RuleBroken) as refused:
        require_fits(PUBLISHED, replace(HERE, oldest="0.3.1"))
    assert str(refused.value) == "已公布的 0.3.0 低于数据库要求的 0.3.1，请系统管理员重新公布。"


def test_a_seat_takes_the_package_of_its_machine():
    arm, x86, second = (
        Package(name, 1, "", 1, machine)
        for name, machine in (("a", "aarch64"), ("x", "x86_64"), ("y", "x86_64"))
    )
    manifest = Manifest("0.3.0", "0031", "市局信息中心", AT, (x86, arm, second))
    assert package_for(manifest, "aarch64") is arm
    assert package_for(manifest, "x86_64") is x86
    with pytest.raises(RuleBroken) as refused:
        package_for(manifest, "riscv64")
    assert str(refused.value) == "安装包只适用于 aarch64、x86_64，本机是 riscv64，不能安装。"


@pytest.mark.parametrize("bad", ["", "1.0/../x", "0.3.0-rc1", "v1", "1.0 ", "../0.3"])
def test_a_version_that_names_a_folder_is_only_numbers(bad):
    with pytest.raises(RuleBroken, match="不合写法"):
        require_version(bad)


def test_a_fingerprint_is_read_aloud_in_groups():
    public = "be3c63defe247a17" + "0" * 48
    assert in_groups(public) == SigningKey(public, "市局信息中心").fingerprint
    assert in_groups(public) == "BE3C-63DE-FE24-7A17"
