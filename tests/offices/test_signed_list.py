"""A signed list of packages that another version of the program has written."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.seat.upgrade import MANIFEST, Manifest, Package, Published, SigningKey
from commandcenter.offices.upgrade_folder import digest_of, manifest_in, written
from commandcenter.store.seat import signatures

AT = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)
PACKAGE = Package("commandcenter_0.9.0_amd64.deb", 1000, "0" * 64, 5000, "x86_64")
TOLD = Manifest("0.9.0", "0027", "市局信息中心", AT, (PACKAGE,))
PEM, PUBLIC = signatures.make("")


@pytest.fixture
def read(tmp_path):
    """read(words) → what a seat takes the signed words for."""

    def read(words):
        signature, _ = signatures.sign(PEM, "", words.encode())
        told = {"manifest": words, "signature": signature}
        (tmp_path / MANIFEST).write_text(json.dumps(told), encoding="utf-8")
        key = SigningKey(PUBLIC, TOLD.signer)
        published = Published("0.9.0", "0027", TOLD.signer, key.fingerprint, digest_of(words),
                              str(tmp_path), "李蔚", AT)  # fmt: skip
        return manifest_in(tmp_path, key, published)

    return read


def changed(**package):
    told = json.loads(written(TOLD))
    told["packages"][0] |= package
    return told


def test_it_is_read_as_it_was_written(read):
    assert read(written(TOLD)) == TOLD
    two = replace(TOLD, packages=(PACKAGE, replace(PACKAGE, machine="aarch64", name="b.deb")))
    assert read(written(two)) == two


def test_what_a_newer_program_says_beside_it_is_passed_over(read):
    later = changed(format="zstd") | {"notes": ["…"]}
    assert read(json.dumps(later)) == TOLD


WITHOUT = [{k: v for k, v in changed().items() if k != key} for key in changed()]


@pytest.mark.parametrize(
    "words",
    [
        "", "7", "[]", "{}", "[" * 100_000,
        *map(json.dumps, WITHOUT),
        *(json.dumps(changed(**{name: value})) for name, value in (
            ("size", -1), ("size", "1000"), ("unpacked", None), ("machine", ["x86_64"]),
            ("machine", "x" * 90), ("name", "../b.deb"), ("name", "/b.deb"), ("name", "b"),
        )),
        *(json.dumps(changed() | {name: value}) for name, value in (
            ("packages", []), ("packages", 7), ("packages", ["b.deb"]), ("version", "新"),
            ("version", 9), ("signed_at", "明天"), ("signed_at", "2026-11-24"), ("signer", None),
        )),
    ],
)  # fmt: skip
def test_what_is_no_such_list_is_refused_in_words_though_it_is_signed(read, words):
    with pytest.raises(RuleBroken, match=r"。$"):
        read(words)
