"""How a step of the manual is written in each language, and which act of the Walker it is."""

STEPS = {
    "zh": {
        r"打开「([^」]+)」页。": "page",
        r"转到「([^」]+)」。": "turn",
        r"按「([^」]+)」。": "press",
        r"按 ([A-Z][A-Za-z0-9+]*)。": "key",
        r"在「([^」]+)」填“([^”]+)”。": "fill",
        r"在「([^」]+)」选“([^”]+)”。": "choose",
        r"勾选「([^」]+)」。": "tick",
        r"选中“([^”]+)”。": "select",
        r"看到“([^”]+)”。": "see",
    },
    "en": {
        r"Open the page 「([^」]+)」\.": "page",
        r"Go to 「([^」]+)」\.": "turn",
        r"Press 「([^」]+)」\.": "press",
        r"Press ([A-Z][A-Za-z0-9+]*)\.": "key",
        r"In 「([^」]+)」, enter “([^”]+)”\.": "fill",
        r"In 「([^」]+)」, choose “([^”]+)”\.": "choose",
        r"Tick 「([^」]+)」\.": "tick",
        r"Select “([^”]+)”\.": "select",
        r"You see “([^”]+)”\.": "see",
    },
}
MORE = {"zh": "更多操作", "en": "More actions"}  # the button that opens a menu of them
