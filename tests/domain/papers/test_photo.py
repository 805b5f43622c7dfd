"""A photo goes out without its origin, and looks as it did."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageOps, PngImagePlugin

from commandcenter.domain.papers.photo import without_origin

TOLD = [b"Wang Fang", b"GPS", b"http://ns.adobe.com", b"trailer"]


def told_exif(turned=1):
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x010F] = turned, "Wang Fang", "Wang Fang's phone"
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 12.0, 5.0), 3: "E", 4: (121.0, 36.0, 7.0)})
    return exif


def scene():
    image = Image.radial_gradient("L").resize((90, 60))
    return Image.merge("RGB", (image, image.transpose(Image.Transpose.FLIP_LEFT_RIGHT), image))


def saved(format, **more):
    out = io.BytesIO()
    scene().save(out, format, **more)
    return out.getvalue()


def photo(turned=1, **more):
    return saved("JPEG", exif=told_exif(turned), comment=b"Wang Fang", xmp=b"http://ns.adobe.com",
                 icc_profile=b"profile" * 9, **more)  # fmt: skip


@pytest.mark.parametrize("more", [{}, {"progressive": True}, {"restart_marker_blocks": 2}])
@pytest.mark.parametrize("turned", range(1, 9))
def test_a_photo_looks_as_it_did_and_tells_nothing(turned, more):
    data = photo(turned, **more) + b"trailer with a film"
    made = without_origin(data)
    for told in TOLD:
        assert told in data or told == b"GPS"
        assert told not in made
    before, after = (Image.open(io.BytesIO(each)) for each in (data, made))
    assert after.getexif().get_ifd(0x8825) == {}
    assert set(after.getexif()) <= {0x0112}
    assert after.info["icc_profile"] == before.info["icc_profile"]
    shown = [ImageOps.exif_transpose(each).tobytes() for each in (before, after)]
    assert shown[0] == shown[1]
    assert without_origin(made) == made


def test_a_picture_of_the_other_kind_too():
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "Wang Fang")
    info.add_itxt("XML:com.adobe.xmp", "http://ns.adobe.com")
    data = saved("PNG", pnginfo=info, exif=told_exif()) + b"trailer"
    made = without_origin(data)
    assert not [told for told in TOLD if told in made]
    assert Image.open(io.BytesIO(made)).tobytes() == scene().tobytes()


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_turned_picture_of_the_other_kind_stays_turned(turned):
    data = saved("PNG", exif=told_exif(turned))
    made = without_origin(data)
    assert b"Wang Fang" in data
    assert b"Wang Fang" not in made
    before, after = (Image.open(io.BytesIO(each)) for each in (data, made))
    assert set(after.getexif()) <= {0x0112}
    shown = [ImageOps.exif_transpose(each).tobytes() for each in (before, after)]
    assert shown[0] == shown[1]
    assert without_origin(made) == made


def segment(mark, body):
    return b"\xff" + bytes([mark]) + struct.pack(">H", len(body) + 2) + body


def with_segment(added):
    """A photo with something more behind its first marker, and how it is without it."""
    plain = without_origin(saved("JPEG"))
    return plain[:2] + added + plain[2:], plain


def exif_of(order, turned):
    entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turned, 0)
    head = b"MM\0*" if order == ">" else b"II*\0"
    return b"Exif\0\0" + head + struct.pack(f"{order}IH", 8, 1) + entry + bytes(4)


@pytest.mark.parametrize("mark", [*range(0xE0, 0xF0), 0xFE])
def test_only_how_a_picture_is_drawn_is_kept_of_what_stands_before_it(mark):
    data, plain = with_segment(segment(mark, b"told"))
    kept = mark in (0xE0, 0xEE)  # JFIF; how Adobe has its colours
    assert without_origin(data) == (data if kept else plain)


def test_of_the_second_kind_of_segment_the_profile_of_colours_is_kept():
    data, _ = with_segment(segment(0xE2, b"ICC_PROFILE\0\1\1told"))
    assert without_origin(data) == data
    films, plain = with_segment(segment(0xE2, b"MPF\0told"))
    assert without_origin(films) == plain


@pytest.mark.parametrize("mark", [0x01, *range(0xD0, 0xD8)])
def test_a_marker_without_a_length_is_passed_over(mark):
    data, _ = with_segment(b"\xff" + bytes([mark]))
    assert without_origin(data) == data


def test_what_fills_up_before_a_marker_is_left_out():
    data, plain = with_segment(b"\xff\xff")
    assert without_origin(data) == plain


def test_a_photo_whose_segments_do_not_follow_each_other_is_not_whole():
    data, _ = with_segment(segment(0xE4, b"told") + b"\0\0")
    with pytest.raises(ValueError, match="the picture is not whole"):
        without_origin(data)


@pytest.mark.parametrize("order", [">", "<"])
@pytest.mark.parametrize("turned", range(10))
def test_how_it_is_turned_is_kept_of_either_order_of_bytes(order, turned):
    data, plain = with_segment(segment(0xE1, exif_of(order, turned)))
    made = without_origin(data)
    told = segment(0xE1, exif_of(">", turned)) if 2 <= turned <= 8 else b""
    assert made == plain[:2] + told + plain[2:]


def test_the_first_that_tells_how_it_is_turned_is_believed():
    data, plain = with_segment(
        segment(0xE1, b"http://told")
        + segment(0xE1, exif_of("<", 6))
        + segment(0xE1, exif_of("<", 3))
    )
    assert without_origin(data) == plain[:2] + segment(0xE1, exif_of(">", 6)) + plain[2:]


@pytest.mark.parametrize("length", [0, 5, 6, 8, 13, 15, 20])
def test_exif_that_is_cut_off_tells_nothing(length):
    data, plain = with_segment(segment(0xE1, exif_of("<", 6)[:length]))
    assert without_origin(data) == plain


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        *((kind, True) for kind in (
            b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs",
            b"acTL", b"fcTL", b"fdAT", b"cICP", b"mDCV", b"cLLI",
        )),
        *((kind, False) for kind in (b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf", b"prVt")),
    ],
)  # fmt: skip
def test_only_how_it_is_drawn_is_kept_of_the_other_kind(kind, kept):
    plain = saved("PNG")
    chunk = struct.pack(">I", 4) + kind + b"told" + struct.pack(">I", zlib.crc32(kind + b"told"))
    data = plain[:33] + chunk + plain[33:]
    assert without_origin(plain) == plain
    assert without_origin(data) == (data if kept else plain)


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"", b"PK\x03\x04", b"BM" + bytes(40)])
def test_all_else_stays_as_it_is(data):
    assert without_origin(data) == data


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.9])
@pytest.mark.parametrize("make", [photo, lambda: saved("PNG")])
def test_one_that_is_not_whole_is_said(make, share):
    data = make()
    with pytest.raises(ValueError, match=r"whole|not found"):
        without_origin(data[: max(17, int(len(data) * share))])
