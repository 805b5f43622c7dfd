"""A photo goes out without its origin, and looks as it did."""

import io

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


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"", b"PK\x03\x04", b"BM" + bytes(40)])
def test_all_else_stays_as_it_is(data):
    assert without_origin(data) == data


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.9])
@pytest.mark.parametrize("make", [photo, lambda: saved("PNG")])
def test_one_that_is_not_whole_is_said(make, share):
    data = make()
    with pytest.raises(ValueError, match=r"whole|not found"):
        without_origin(data[: max(17, int(len(data) * share))])
