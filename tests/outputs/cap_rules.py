"""What CAP 1.2 asks of a message, as far as this program writes one: said here in our own words.

After the standard's data dictionary (OASIS CAP-v1.2, section 3.2). The schema itself is not kept
here; files of the program were held against it by lxml and xmlschema.
"""

import re
from xml.etree import ElementTree

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")
NO_NAME = re.compile(r"[\s,<&]")
# In the order that the schema wants; "!" must be there, "*" may be there more than once.
ALERT = (
    "identifier!", "sender!", "sent!", "status!", "msgType!", "source", "scope!", "restriction",
    "addresses", "code*", "note", "references", "incidents", "info*",
)  # fmt: skip
INFO = (
    "language", "category!*", "event!", "responseType*", "urgency!", "severity!", "certainty!",
    "audience", "eventCode*", "effective", "onset", "expires", "senderName", "headline",
    "description", "instruction", "web", "contact", "parameter*", "resource*", "area*",
)  # fmt: skip
AREA = ("areaDesc!", "polygon*", "circle*", "geocode*", "altitude", "ceiling")
GEOCODE = ("valueName!", "value!")
WORDS = {
    "status": {"Actual", "Exercise", "System", "Test", "Draft"},
    "msgType": {"Alert", "Update", "Cancel", "Ack", "Error"},
    "scope": {"Public", "Restricted", "Private"},
    "category": {"Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env",
                 "Transport", "Infra", "CBRNE", "Other"},
    "urgency": {"Immediate", "Expected", "Future", "Past", "Unknown"},
    "severity": {"Extreme", "Severe", "Moderate", "Minor", "Unknown"},
    "certainty": {"Observed", "Likely", "Possible", "Unlikely", "Unknown"},
}  # fmt: skip


def faults_of(data):
    """Each rule that the file breaks, in words."""
    alert = ElementTree.fromstring(data)
    found = [] if alert.tag == f"{CAP}alert" else [f"the root is {alert.tag}"]
    found += faults_of_order(alert, ALERT)
    for element in alert.iter():
        name = element.tag.removeprefix(CAP)
        if name in WORDS and element.text not in WORDS[name]:
            found.append(f"{name} is {element.text}")
    for info in alert.iter(f"{CAP}info"):
        found += faults_of_order(info, INFO)
    for area in alert.iter(f"{CAP}area"):
        found += faults_of_order(area, AREA)
    for code in alert.iter(f"{CAP}geocode"):
        found += faults_of_order(code, GEOCODE)
    return found + faults_of_names(alert)


def faults_of_names(alert):
    said = {name: alert.findtext(f"{CAP}{name}") for name in ("identifier", "sender", "sent")}
    found = [f"{n} “{said[n]}”" for n in ("identifier", "sender") if NO_NAME.search(said[n])]
    found += [] if MOMENT.fullmatch(said["sent"]) else [f"sent at {said['sent']}"]
    references = alert.findtext(f"{CAP}references")
    if (alert.findtext(f"{CAP}msgType") in ("Update", "Cancel")) != bool(references):
        found.append("only a later message refers, and each does")
    for reference in (references or "").split():
        parts = reference.split(",")
        if len(parts) != 3 or not MOMENT.fullmatch(parts[2]):
            found.append(f"reference {reference}")
    return found


def faults_of_order(element, wanted):
    names = [child.tag.removeprefix(CAP) for child in element]
    known = [each.rstrip("!*") for each in wanted]
    found = [f"{name} is not known" for name in names if name not in known]
    places = [known.index(name) for name in names if name in known]
    found += [] if places == sorted(places) else [f"the order of {names}"]
    for each in wanted:
        count = names.count(each.rstrip("!*"))
        if ("!" in each and not count) or ("*" not in each and count > 1):
            found.append(f"{each} {count} times")
    return found
