"""A published 消费警示 as a message of the Common Alerting Protocol 1.2 (OASIS).

The protocol asks how urgent, severe and certain a danger is; of a notice to consumers no row says
any of it, so all three are Unknown, and there is no colour.
"""

import re
from datetime import datetime
from xml.etree import ElementTree

from commandcenter.domain.times import iso
from commandcenter.queries.releases.cap import CapMessage, Reference

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
LANGUAGE = "zh-CN"
EVENT = "消费警示"
UNKNOWN = "Unknown"
AREA_CODES = "行政区划代码"
# What XML 1.0 cannot say, and what the protocol allows in no name of a sender.
UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NOT_IN_NAMES = re.compile(r"[\s,<&]+")


def cap_xml(message: CapMessage) -> bytes:
    """The same message gives the same bytes."""
    alert = ElementTree.Element("alert", {"xmlns": NAMESPACE})
    sender = NOT_IN_NAMES.sub("", message.office)
    _add(alert, "identifier", message.me.identifier)
    _add(alert, "sender", sender)
    _add(alert, "sent", _moment(message.me.sent))
    _add(alert, "status", message.status.value)
    _add(alert, "msgType", message.kind.value)
    _add(alert, "scope", "Public")
    if message.note:
        _add(alert, "note", message.note)
    if message.earlier:
        _add(alert, "references", " ".join(_reference(sender, each) for each in message.earlier))
    _add_info(alert, message)
    ElementTree.indent(alert, " ")
    data: bytes = ElementTree.tostring(alert, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _add_info(alert: ElementTree.Element, message: CapMessage) -> None:
    info = ElementTree.SubElement(alert, "info")
    for name, words in (
        ("language", LANGUAGE),
        ("category", "Other"),
        ("event", EVENT),
        ("urgency", UNKNOWN),
        ("severity", UNKNOWN),
        ("certainty", UNKNOWN),
        ("senderName", message.office),
        ("headline", message.title),
        ("description", message.text),
    ):
        _add(info, name, words)
    area = ElementTree.SubElement(info, "area")
    _add(area, "areaDesc", message.area)
    geocode = ElementTree.SubElement(area, "geocode")
    _add(geocode, "valueName", AREA_CODES)
    _add(geocode, "value", message.area_code)


def _reference(sender: str, earlier: Reference) -> str:
    return f"{sender},{earlier.identifier},{_moment(earlier.sent)}"


def _moment(at: datetime) -> str:
    """To the second with its offset: the protocol knows no Z and no parts of a second."""
    return str(iso(at))


def _add(parent: ElementTree.Element, name: str, words: str) -> None:
    ElementTree.SubElement(parent, name).text = UNSAYABLE.sub("", words)
