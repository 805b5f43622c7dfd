"""A key that is away for a while is still the right one when it is back."""

import pytest

from tests.cli.export_files import row, write


@pytest.fixture
def center(bureau):
    write(bureau.work / "x.csv", [row(1)])
    write(bureau.work / "y.csv", [row(2)])
    assert bureau.run("intake", "x.csv").code == 0
    bureau.key = bureau.data / "commandcenter.db.key"
    return bureau


def test_a_key_on_a_stick_is_still_the_databases_after_an_init_without_the_stick(center):
    stick = center.home / "stick"
    stick.mkdir()
    center.key.rename(stick / "key")
    center.key.symlink_to(stick / "key")
    stick.rename(center.home / "away")
    said = center.run("init")
    assert (said.code, str(stick / "key") in said.err) == (1, True)
    assert center.key.is_symlink()
    (center.home / "away").rename(stick)
    for call in (["intake", "y.csv"], ["init"]):
        said = center.run(*call)
        assert said.code == 0, said.err
