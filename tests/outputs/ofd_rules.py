"""What GB/T 33190-2016 asks of the XML of a package like ours: names, their order, attributes.

Facts of its public schemas, for the part of the format that is written here. Whatever is not named
is not allowed, so nothing that acts, is fetched, or forbids can be in the file.
"""

import re
from itertools import pairwise

NS = "{http://www.ofdspec.org/2016}"
# Children in their order; a name with * may come again, with ? be missing.
CHILDREN = {
    "OFD": "DocBody",
    "DocBody": "DocInfo DocRoot",
    "DocInfo": "DocID Title? Author? Subject? CreationDate? ModDate? Creator? CustomDatas?",
    "CustomDatas": "CustomData*",
    "Document": "CommonData Pages Outlines?",
    "CommonData": "MaxUnitID PageArea PublicRes DefaultCS?",
    "PageArea": "PhysicalBox",
    "Pages": "Page*",
    "Outlines": "OutlineElem*",
    "OutlineElem": "Actions OutlineElem*?",
    "Actions": "Action*",
    "Action": "Goto",
    "Goto": "Dest",
    "Res": "ColorSpaces Fonts?",
    "ColorSpaces": "ColorSpace*",
    "Fonts": "Font*",
    "Font": "FontFile",
    "Page": "Content?",  # of a page's own file; in the list of pages it is empty
    "Content": "Layer*",
    "Layer": "TextObject|PathObject",
    "TextObject": "FillColor TextCode",
    "PathObject": "StrokeColor? FillColor? AbbreviatedData",
}
# Attributes by element: needed, then those that may be there.
ATTRIBUTES = {
    "OFD": ("Version DocType", ""),
    "CustomData": ("Name", ""),
    "Page": ("", "ID BaseLoc"),
    "OutlineElem": ("Title", ""),
    "Action": ("Event", ""),
    "Dest": ("Type PageID", "Left Top Zoom"),
    "Res": ("BaseLoc", ""),
    "ColorSpace": ("ID Type", "BitsPerComponent Profile"),
    "Font": ("ID FontName", "FamilyName Charset"),
    "Layer": ("ID", "Type"),
    "TextObject": ("ID Boundary Font Size", "HScale"),
    "PathObject": ("ID Boundary", "LineWidth Join Stroke Fill Rule"),
    "TextCode": ("X Y", "DeltaX"),
    "FillColor": ("Value", ""),
    "StrokeColor": ("Value", ""),
}
NUMBERS = r"-?\d+(\.\d+)?( -?\d+(\.\d+)?)*"
VALUES = {
    "ID": r"[1-9]\d*", "PageID": r"[1-9]\d*", "Font": r"[1-9]\d*", "Boundary": NUMBERS,
    "Size": NUMBERS, "HScale": NUMBERS, "X": NUMBERS, "Y": NUMBERS, "DeltaX": NUMBERS,
    "LineWidth": NUMBERS, "Value": r"\d{1,3} \d{1,3} \d{1,3}", "Join": "Round|Miter|Bevel",
    "Stroke": "true|false", "Fill": "true|false", "Rule": "NonZero|Even-Odd", "Top": NUMBERS,
    "Left": NUMBERS, "Zoom": NUMBERS, "Event": "CLICK", "Charset": "unicode", "Version": "1\\.0",
    "DocType": "OFD-A", "BitsPerComponent": "8",
}  # fmt: skip


def name_of(element) -> str:
    assert element.tag.startswith(NS), element.tag
    return element.tag.removeprefix(NS)


def broken_rules(element) -> list[str]:
    """In words; empty for an element that is as it should be, with all below it."""
    name, found = name_of(element), []
    needed, more = (set(each.split()) for each in ATTRIBUTES.get(name, ("", "")))
    given = set(element.attrib)
    if needed - given or given - needed - more:
        found.append(f"{name} has {sorted(given)}")
    for key, value in element.attrib.items():
        if key in VALUES and not re.fullmatch(VALUES[key], value):
            found.append(f"{name} {key}={value!r}")
    if "Boundary" in given:
        wide, high = map(float, element.get("Boundary").split()[2:])
        found += [f"{name} has no room"] * (wide <= 0 or high <= 0)
    found += _children(name, [name_of(child) for child in element])
    if len(element) and (element.text or "").strip():
        found.append(f"{name} says {element.text!r}")
    return found + [broken for child in element for broken in broken_rules(child)]


def _children(name, there) -> list[str]:
    asked = CHILDREN.get(name, "")
    if "|" in asked:
        return [f"{each} in {name}" for each in there if each not in asked.split("|")]
    order = [each.rstrip("*?") for each in asked.split()]
    must = {each.rstrip("*") for each in asked.split() if "?" not in each}
    many = {each.rstrip("*?") for each in asked.split() if "*" in each}
    strange = [f"{each} in {name}" for each in there if each not in order]
    if strange:
        return strange
    found = [f"{name} lacks {each}" for each in must - set(there)]
    for one, other in pairwise(there):
        rises = order.index(one) < order.index(other) or (one == other and one in many)
        found += [] if rises else [f"{other} behind {one} in {name}"]
    return found
