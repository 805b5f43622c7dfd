"""A walk through all of a desk: each page, tab and book that the search leads to, one by one.

The search knows all that the pages have (test_search_places.py), so nothing new is left out.
"""

from commandcenter.ui.desk.search_places import offered


def paths(seat, head):
    """Of what this person turns to; what only holds others is seen with them."""
    found = [place.path for place, _ in offered(seat, head)]
    holding = {path[:length] for path in found for length in range(1, len(path))}
    return [path for path in found if path not in holding]


def every_tab(desk, inside=()):
    """Turn to each; the name of what is seen. `inside`: of one page or view only."""
    for path in paths(desk.window.seat, desk.window.head._head):
        if path[: len(inside)] != inside:
            continue
        desk.window.ways.search.show_place(path)
        desk.settle()
        yield "/".join(path)
