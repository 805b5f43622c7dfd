"""The days of every stream, held against counting the complaints one by one."""

from collections import Counter
from datetime import timedelta

import numpy as np

from commandcenter.analysis.scattered import Scattered
from commandcenter.domain.times import local
from commandcenter.domain.watch.signal import StreamKind
from commandcenter.store.watch.stream_days import day_counts
from tests.watch.stage import shop_complaint

DAY = 24 * 60
BRANDS = {1: "", 2: "", 3: "品牌", 4: "品牌"}


def test_days_of_streams_are_those_of_the_complaints(city):
    """Two traders of one brand are a family; what came after the last day is left out."""
    made = [
        shop_complaint(city, n, n * 7 * 60, subject_name=f"店{shop}", brand=BRANDS[shop],
             category=f"类{n % 3}", town=("东镇", "")[n % 2])
        for n in range(1, 60)
        for shop in [1 + n % 4]
    ]  # fmt: skip
    city.take_in(*made)
    now = city.db.clock()
    last = local(now).date() - timedelta(days=1)
    with city.db.read() as session:
        found = day_counts(session, now, last - timedelta(days=400), last)
    assert found.first == min(local(c.registered_at).date() for c in made)
    wanted = Counter()
    for c in made:
        day = (local(c.registered_at).date() - found.first).days
        if day < found.length:
            wanted[StreamKind.CHANNEL, str(c.channel), day] += 1
            wanted[StreamKind.CATEGORY, f"{c.district}/{c.category}", day] += 1
            if c.brand:
                wanted[StreamKind.FAMILY, c.brand, day] += 1
            if c.town:
                wanted[StreamKind.TOWN, f"{c.district}/{c.town}", day] += 1
            wanted[StreamKind.DISTRICT, c.district, day] += 1
    table = Scattered(found.starts, found.days, found.length)[:]
    seen = Counter()
    for (kind, key), counts in zip(found.streams, table, strict=True):
        if kind not in (StreamKind.SUBJECT, StreamKind.PROBLEM):
            seen.update({(kind, key, int(d)): int(counts[d]) for d in np.flatnonzero(counts)})
    assert seen == wanted
    shops = [n for n, (kind, _) in enumerate(found.streams) if kind is StreamKind.SUBJECT]
    channel = next(n for n, (k, _) in enumerate(found.streams) if k is StreamKind.CHANNEL)
    assert len(shops) == 4
    assert np.array_equal(table[shops].sum(axis=0), table[channel])
