"""Files given to the reader as the bureau gives them: by path, with the demo city's names."""

from datetime import UTC, datetime

import pytest

from commandcenter.intake.places import load_gazetteer
from commandcenter.intake.read import read_file
from commandcenter.paths import RESOURCES


@pytest.fixture(scope="session")
def gazetteer():
    return load_gazetteer(RESOURCES / "city" / "demo_city.geojson")


@pytest.fixture
def spool(tmp_path):
    folder = tmp_path / "spool"
    folder.mkdir()
    return folder


@pytest.fixture
def read(tmp_path, spool, gazetteer):
    """read(text or bytes, name, …) → FileRead, closed at the end of the test."""
    opened = []
    usual = {
        "now": datetime(2026, 11, 24, 2, 46, tzinfo=UTC),
        "gazetteer": gazetteer,
        "spool_folder": spool,
    }

    def read(content, name="export.csv", **more):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        opened.append(read_file(path, **{**usual, **more}))
        return opened[-1]

    yield read
    for found in opened:
        found.close()
