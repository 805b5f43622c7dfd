"""Checks the scan on SaTScan's own sample of fever in New York, where its files are at hand.

    PYTHONPATH=. python tests/analysis/satscan_sample.py FOLDER     with NYCfever.cas and .geo

The files come with SaTScan (satscan.org) and with R's rsatscan. Settings and figures are those
that rsatscan documents: 192 places, 194 cases from 1 to 24 November 2001, circles of up to 3 km,
windows of up to 7 days: three clusters, none with p < 0.05.
"""

import sys
from pathlib import Path

import numpy as np

from commandcenter.analysis.scan import space_time_permutation


def read(folder: Path) -> tuple[np.ndarray, np.ndarray, list[str]]:
    lines = (line.split() for line in (folder / "NYCfever.geo").read_text().splitlines())
    places = {name: (float(lat), float(lon)) for name, lat, lon in filter(None, lines)}
    names = list(places)
    table = np.zeros((len(names), 24), dtype=int)
    for line in (folder / "NYCfever.cas").read_text().splitlines():
        if line.strip():
            name, cases, day = line.split()
            table[names.index(name), int(day.split("/")[2]) - 1] += int(cases)
    return table, np.array(list(places.values())), names


def main(folder: str) -> None:
    table, places, names = read(Path(folder))
    assert (len(names), table.sum()) == (192, 194)
    clusters = space_time_permutation(table, places, max_days=7, max_km=3.0)
    for cluster in clusters:
        print([names[place] for place in cluster.locations], cluster)  # noqa: T201 - a script
    assert len(clusters) == 3
    assert min(cluster.p_value for cluster in clusters) >= 0.05


if __name__ == "__main__":
    main(*sys.argv[1:])
