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


def test_a_restore_without_a_key_says_so_and_what_to_do(center):
    kept = center.key.read_text()
    center.key.unlink()
    said = center.run("backup", "b.zip")
    assert (said.code, "里面没有人员识别密钥" in said.out) == (0, True)
    said = center.run("--db", center.url(center.work / "home.db"), "restore", "b.zip")
    assert said.code == 0, said.err
    assert "注意：备份里没有人员识别密钥。" in said.out
    assert str(center.work / "home.db.key") in said.out
    center.key.write_text(kept)
    center.run("backup", "whole.zip")
    center.key.unlink()
    said = center.run("backup", "whole.zip")
    assert (said.code, "原备份中保留的那一份" in said.out) == (0, True)
    said = center.run("--db", center.url(center.work / "again.db"), "restore", "whole.zip")
    assert (said.code, "密钥" in said.out) == (0, False)
