"""What a test reads in a page of the manual: its steps, and every stretch of its words."""

from commandcenter.domain.manual.pages import Listing, Prose


def steps_of(page):
    """What is to be done, in its order."""
    listings = [b for b in page.blocks if isinstance(b, Listing) and b.numbered]
    return [item for listing in listings for item in listing.items]


def stretches_of(page):
    found = []
    for block in page.blocks:
        if isinstance(block, Prose):
            found += block.words
        elif isinstance(block, Listing):
            found += [stretch for item in block.items for stretch in item]
    return found
