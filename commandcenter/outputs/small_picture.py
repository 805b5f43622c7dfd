"""A picture of a window made small: a screen has few colours, and its file need not say more."""

from io import BytesIO

from PIL import Image

COLOURS = 160


def small(png: bytes) -> bytes:
    out = BytesIO()
    with Image.open(BytesIO(png)) as image:
        few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    return out.getvalue()
