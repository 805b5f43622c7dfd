"""A workbook as the systems of 2003 write it: BIFF8 in an OLE file, made of what its formats say.

[MS-XLS] 2.4 (records), [MS-CFB] (the file around them); no package of today writes it.
"""

import struct

SECTOR, SMALLEST = 512, 4096  # a stream that is shorter would lie elsewhere
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def record(number, data):
    return struct.pack("<HH", number, len(data)) + data


def begin(kind):
    return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def words(text):
    """16 bits a character."""
    data = text.encode("utf-16-le")
    return struct.pack("<HB", len(data) // 2, 1) + data


def cell(row, column, value):
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, int | float):
        return record(0x0203, place + struct.pack("<d", value))
    return record(0x0204, place + words(value))


def stream(rows, sheet):
    name = sheet.encode("utf-16-le")
    bound = struct.pack("<HBB", 0, len(name) // 2, 1) + name
    end = record(0x000A, b"")
    start = begin(0x0005)
    head = len(start) + 4 + 4 + len(bound) + len(end)
    book = start + record(0x0085, struct.pack("<I", head) + bound) + end
    size = struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0)
    cells = b"".join(
        cell(y, x, value)
        for y, row in enumerate(rows)
        for x, value in enumerate(row)
        if value != ""
    )
    return (book + begin(0x0010) + record(0x0200, size) + cells + end).ljust(SMALLEST, b"\0")


def entry(name, kind, child, first, size):
    label = (name + "\0").encode("utf-16-le")
    facts = struct.pack("<HBBIII", len(label), kind, 1, FREE, FREE, child)
    return label.ljust(64, b"\0") + facts + bytes(36) + struct.pack("<IQ", first, size)


def workbook(rows, sheet="导出"):
    """The bytes of an .xls with one sheet. Rows: texts and numbers, "" for an empty cell."""
    data = stream(rows, sheet)
    data += bytes(-len(data) % SECTOR)
    count = len(data) // SECTOR
    fats = -(-(count + 2) // 127)  # sectors for the chain of all, itself and the folder
    folder = fats + count
    chain = [FAT] * fats + [n + 1 for n in range(fats, folder - 1)] + [END, END]
    chain += [FREE] * (fats * 128 - len(chain))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, fats, folder, 0, SMALLEST, END, 0, END, 0)
    head += struct.pack("<109I", *range(fats), *[FREE] * (109 - fats))
    names = entry("Root Entry", 5, 1, END, 0) + entry("Workbook", 2, FREE, fats, len(data))
    return head + struct.pack(f"<{fats * 128}I", *chain) + data + names + bytes(2 * 128)
