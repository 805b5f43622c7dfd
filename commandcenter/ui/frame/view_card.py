"""What the cards of the panels have in common: words at the right of the title that are kept."""

from commandcenter.ui.widgets.card import Card


class ViewCard(Card):
    """A card whose panel must know its own words while it says in their place how old it is."""

    words = ""

    def set_words(self, words: str) -> None:
        self.words = words
        self.set_note(words)
