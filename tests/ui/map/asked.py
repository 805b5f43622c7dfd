"""The map's page in the web engine, asked from outside by a script."""

import json


class Asked:
    """The web engine's page, asked from outside."""

    def __init__(self, qtbot, web):
        self._qtbot = qtbot
        self._web = web

    def __call__(self, script):
        answers = []
        self._web.page.runJavaScript(f"JSON.stringify({script})", answers.append)
        self._qtbot.waitUntil(lambda: bool(answers), timeout=5000)
        return json.loads(answers[0]) if answers[0] else None
