"""Which version is newer, and which may still write."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.seat.upgrade import (
    in_groups,
    is_newer,
    may_write,
    require_may_go_back,
    require_version,
)


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


@pytest.mark.parametrize("bad", ["", "1.0/../x", "0.3.0-rc1", "v1", "1.0 ", "../0.3"])
def test_a_version_that_names_a_folder_is_only_numbers(bad):
    with pytest.raises(RuleBroken, match="不合写法"):
        require_version(bad)


def test_a_fingerprint_is_read_aloud_in_groups():
    assert in_groups("be3c63defe247a17" + "0" * 48) == "BE3C-63DE-FE24-7A17"
