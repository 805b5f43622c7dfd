"""The locked packages held against a list of advisories that somebody brought. All are invented."""

import json
import subprocess
import sys
import zipfile

import pytest


def advisory(number, name, *ranges, versions=(), ecosystem="PyPI", **more):
    """Of a package that the release has, under another spelling of its name."""
    affected = {
        "package": {"ecosystem": ecosystem, "name": name},
        "ranges": [{"type": kind, "events": list(events)} for kind, *events in ranges],
        "versions": list(versions),
    }
    return {
        "id": f"INVENTED-2026-{number}",
        "modified": "2026-11-20T00:00:00Z",
        "summary": "A made-up\nfault",
        "affected": [affected],
        **more,
    }


def introduced(version):
    return {"introduced": version}


def fixed(version):
    return {"fixed": version}


def last(version):
    return {"last_affected": version}


@pytest.fixture
def parts(tmp_path):
    """The bill of a release of three packages."""
    names = {"jinja2": "3.1.6", "python-docx": "1.2.0", "ruamel-yaml": "0.18.0"}
    rows = [{"type": "library", "name": n, "version": v, "purl": f"pkg:pypi/{n}@{v}"}
            for n, v in names.items()]  # fmt: skip
    rows.append(
        {"name": "libc6", "version": "2.41", "purl": "pkg:deb/debian/libc6@2.41?arch=amd64"}
    )
    file = tmp_path / "release.cdx.json"
    file.write_text(json.dumps({"bomFormat": "CycloneDX", "components": rows}))
    return file


@pytest.fixture
def judged(root, tmp_path, parts):
    """judged(advisory, …) → exit code, what is concerned, and what is said on the error channel."""

    def run(*advisories, file=None):
        if file is None:
            file = tmp_path / "list.json"
            file.write_text(json.dumps(list(advisories)))
        script = str(root / "packaging/advisories.py")
        done = subprocess.run(
            [sys.executable, script, str(file), "--bill", str(parts), "--json"],
            capture_output=True, text=True,
        )  # fmt: skip
        found = json.loads(done.stdout) if done.returncode in (0, 1) else []
        told = [(f["part"]["name"], f["id"].rpartition("-")[2], f["mended"]) for f in found]
        return done.returncode, told, done.stderr

    return run


@pytest.mark.parametrize(
    ("ranges", "mended"),
    [
        ([("ECOSYSTEM", introduced("0"), fixed("3.1.7"))], "3.1.7"),
        ([("SEMVER", introduced("3.1.6"), fixed("4"))], "4"),
        ([("ECOSYSTEM", introduced("0"), last("3.1.6"))], ""),
        ([("ECOSYSTEM", introduced("0"))], ""),
        # two lines of development: the second is the one that it lies in
        ([("SEMVER", introduced("0"), fixed("2.11"), introduced("3"), fixed("3.1.8"))], "3.1.8"),
        # the fix of one range lies in another, so it mends nothing
        ([("ECOSYSTEM", introduced("0"), fixed("3.1.7")),
          ("ECOSYSTEM", introduced("3.1.7"), fixed("3.2"))], "3.2"),
        # the events of a range come in any order
        ([("ECOSYSTEM", fixed("3.2"), introduced("3.0"))], "3.2"),
    ],
)  # fmt: skip
def test_a_version_within_a_range_is_named_with_the_first_that_is_mended(judged, ranges, mended):
    assert judged(advisory(1, "Jinja2", *ranges))[:2] == (1, [("jinja2", "1", mended)])


@pytest.mark.parametrize(
    "ranges",
    [
        [("ECOSYSTEM", introduced("0"), fixed("3.1.6"))],
        [("ECOSYSTEM", introduced("0"), last("3.1.5"))],
        [("ECOSYSTEM", introduced("3.1.7"))],
        [("ECOSYSTEM", introduced("0"), {"limit": "3.0"})],
        [("GIT", introduced("0"), fixed("0123456789abcdef"))],
        [("ECOSYSTEM", introduced("3.1.6rc1"), fixed("3.1.6"))],
        [],
    ],
)
def test_a_version_outside_of_all_ranges_is_not_concerned(judged, ranges):
    assert judged(advisory(1, "jinja2", *ranges))[:2] == (0, [])


def test_a_version_that_is_named_is_concerned_however_it_is_written(judged):
    listed = [advisory(1, "Jinja2", versions=["3.1.5", "3.1.6"]),
              advisory(2, "python_docx", versions=["1.2"])]  # fmt: skip
    assert judged(*listed)[:2] == (1, [("jinja2", "1", ""), ("python-docx", "2", "")])


def test_names_are_one_however_they_are_spelt(judged):
    spelt = ("Ruamel.YAML", "ruamel_yaml", "RUAMEL--yaml")
    listed = [advisory(n, name, ("ECOSYSTEM", introduced("0"))) for n, name in enumerate(spelt)]
    assert [number for _, number, _ in judged(*listed)[1]] == ["0", "1", "2"]


def test_withdrawn_ones_and_those_of_other_ecosystems_count_for_nothing(judged):
    everything = ("ECOSYSTEM", introduced("0"))
    listed = [
        advisory(1, "jinja2", everything, withdrawn="2026-11-21T00:00:00Z"),
        advisory(2, "jinja2", everything, ecosystem="npm"),
        advisory(3, "libc6", everything, ecosystem="Debian:13"),
        advisory(4, "another", everything),
    ]
    assert judged(*listed)[:2] == (0, [])


def test_versions_that_cannot_be_compared_are_told_and_not_passed_over(judged):
    code, found, _ = judged(advisory(1, "jinja2", ("ECOSYSTEM", introduced("x-old"), fixed("4"))))
    assert (code, found) == (1, [("jinja2", "1", "")])


def test_the_export_of_the_database_is_read_as_it_comes(judged, tmp_path):
    file = tmp_path / "all.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(50):
            told = advisory(n, "jinja2" if n == 7 else f"p{n}", ("ECOSYSTEM", introduced("0")))
            archive.writestr(f"INVENTED-2026-{n}.json", json.dumps(told))
    assert judged(file=file)[:2] == (1, [("jinja2", "7", "")])
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    assert judged(file=folder)[:2] == (1, [("jinja2", "7", "")])


@pytest.mark.parametrize(
    "content",
    [
        b"", b"not json", b"[1]", b'{"no": "id"}', b"[" * 100_000, b"[]", b"PK\3\4junk" * 9,
        b'{"id": "X", "affected": [{"package": {"ecosystem": "PyPI"}}]}',
        b'{"id": "X", "affected": [7]}',
        b'{"id": "X", "affected": [{"package": {"ecosystem": "PyPI", "name": "jinja2"},'
        b' "ranges": [{"type": "SEMVER", "events": ["0"]}]}]}',
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_with_another_code_than_a_find(judged, tmp_path, content):
    file = tmp_path / "list"
    file.write_bytes(content)
    code, _, said = judged(file=file)
    assert code == 2
    assert said.startswith("advisories: ")
    assert "Traceback" not in said


def test_a_file_that_is_not_there_is_refused(judged, tmp_path):
    assert judged(file=tmp_path / "none")[0] == 2


def test_the_locks_of_this_checkout_are_judged_by_the_command(root, tmp_path, locks):
    """Each package stands once for a version, with the locks that name it."""
    version = locks["run"]["jinja2"].version
    file = tmp_path / "one.json"
    told = advisory(1, "Jinja2", ("ECOSYSTEM", introduced("0"), fixed("99")), aliases=["CVE-0-1"])
    file.write_text(json.dumps(told))
    done = subprocess.run(
        [sys.executable, "packaging/advisories.py", str(file)],
        cwd=root, capture_output=True, text=True,
    )  # fmt: skip
    line, total = done.stdout.splitlines()
    assert done.returncode == 1
    assert line == (
        f"jinja2 {version}: INVENTED-2026-1 (CVE-0-1): A made-up fault; mended in 99 "
        "[locked-run.txt, locked-dev.txt]"
    )
    assert total.startswith("advisories: 1 read, the newest of 2026-11-20; 1 concern ")
