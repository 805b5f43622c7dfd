import io
import tarfile

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError
from reportlab.pdfbase.ttfonts import TTFont as PaperFont
from reportlab.pdfgen.canvas import Canvas

CHARS = {ord("公"): "gong", ord("文"): "wen", ord(" "): "space"}


@pytest.fixture(scope="session")
def cff_font(tmp_path_factory):
    """A font of three characters with cubic outlines, as bytes."""
    path = tmp_path_factory.mktemp("cff") / "Tiny-Regular.otf"
    order = [".notdef", *CHARS.values()]
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(CHARS)
    drawn = {name: outline(name) for name in order}
    builder.setupCFF("Tiny-Regular", {"FullName": "Tiny"}, drawn, {})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Tiny", "styleName": "Regular", "psName": "Tiny-Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return path.read_bytes()


def outline(name):
    pen = T2CharStringPen(1000, None)
    if name != "space":
        pen.moveTo((100, 0))
        pen.lineTo((900, 0))
        pen.curveTo((900, 400), (700, 800), (500, 800))
        pen.curveTo((300, 800), (100, 400), (100, 0))
        pen.closePath()
    return pen.getCharString()


@pytest.fixture
def source(fonts, cff_font):
    return fonts.Source("Tiny-Regular.otf", (fonts.hashlib.sha256(cff_font).hexdigest(),))


def test_reportlab_takes_a_font_only_once_it_is_converted(fonts, source, cff_font, tmp_path):
    origin = tmp_path / source.file
    origin.write_bytes(cff_font)
    with pytest.raises(TTFError):
        PaperFont("Origin", str(origin))

    fonts.make(source, cff_font, tmp_path)
    assert "公文" in printed(tmp_path / "Tiny-Regular.ttf", "公文", tmp_path / "page.pdf")


def printed(font, text, page):
    """The text that can be read back from a page printed in this font."""
    pdfmetrics.registerFont(PaperFont("Tiny", str(font)))
    canvas = Canvas(str(page), initialFontName="Tiny")
    canvas.drawString(72, 720, text)
    canvas.save()
    return PdfReader(page).pages[0].extract_text()


def test_the_converted_outline_keeps_shape_and_width(fonts, source, cff_font, tmp_path):
    fonts.make(source, cff_font, tmp_path)
    with TTFont(tmp_path / "Tiny-Regular.ttf") as font:
        names = font.getBestCmap()
        glyph = font["glyf"][names[ord("文")]]
        assert (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax) == (100, 0, 900, 800)
        assert font["hmtx"][names[ord("文")]] == (1000, 100)
        assert font["glyf"][names[ord(" ")]].numberOfContours == 0


def test_the_same_font_is_converted_to_the_same_bytes(fonts, source, cff_font, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        fonts.make(source, cff_font, tmp_path / name)
    one, two = ((tmp_path / name / "Tiny-Regular.ttf").read_bytes() for name in ("one", "two"))
    assert one == two


def test_an_unknown_version_is_refused_with_a_sentence(fonts, source, cff_font, tmp_path):
    with pytest.raises(fonts.Refused, match="does not accept") as refused:
        fonts.make(source, cff_font + b"\0", tmp_path)
    assert "Tiny-Regular.otf" in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_font_is_refused_and_leaves_nothing(fonts, tmp_path):
    source = fonts.Source("Tiny-Regular.otf", (fonts.hashlib.sha256(b"no font").hexdigest(),))
    with pytest.raises(fonts.Refused, match="cannot be converted"):
        fonts.make(source, b"no font", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_font_that_is_there_is_not_fetched_again(fonts, source, cff_font, tmp_path, monkeypatch):
    fonts.make(source, cff_font, tmp_path)
    monkeypatch.setattr(fonts, "download", None)
    assert fonts.bring(fonts.FontList("package", (), (source,)), tmp_path) == []


def test_a_font_from_an_unaccepted_version_counts_as_missing(fonts, source, cff_font, tmp_path):
    assert not fonts.is_installed(tmp_path, source)
    fonts.make(source, cff_font, tmp_path)
    assert fonts.is_installed(tmp_path, source)
    assert not fonts.is_installed(tmp_path, fonts.Source(source.file, ("0" * 64,)))


def test_fonts_are_taken_out_of_a_package_and_licences_kept(
    fonts, source, cff_font, tmp_path, monkeypatch
):
    package = {"usr/fonts/Tiny-Regular.otf": cff_font, "usr/doc/tiny/README": b"free to use"}
    stand_in_for_dpkg(tmp_path, package, monkeypatch)
    monkeypatch.setattr(fonts, "download", lambda *_: tmp_path / "tiny.deb")
    folder = tmp_path / "cache"
    assert fonts.bring(fonts.FontList("tiny", ("tiny/README",), (source,)), folder) == [
        "Tiny-Regular.ttf"
    ]
    assert (folder / "fandol-README").read_bytes() == b"free to use"


def test_a_package_without_the_font_is_refused(fonts, tmp_path, monkeypatch):
    stand_in_for_dpkg(tmp_path, {"usr/doc/README": b""}, monkeypatch)
    with pytest.raises(fonts.Refused, match=r"does not hold Tiny-Regular\.otf"):
        fonts.unpack(tmp_path / "tiny.deb", ["Tiny-Regular.otf"])


def stand_in_for_dpkg(folder, files, monkeypatch):
    """A dpkg-deb that gives the content of this package, for systems that are no Debian."""
    with tarfile.open(folder / "content.tar", "w") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(f"./{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    program = folder / "dpkg-deb"
    program.write_text(f"#!/bin/sh\ncat '{folder}/content.tar'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")


def test_without_apt_the_fonts_are_refused_in_one_line(fonts, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("COMMANDCENTER_FONTS", str(tmp_path / "fonts"))
    with pytest.raises(SystemExit, match="needs Debian's apt-get") as left:
        fonts.main()
    assert "\n" not in str(left.value)


def test_the_list_in_the_tree_names_both_faces_with_full_digests(fonts):
    listed = fonts.read_list(fonts.LIST.read_text(encoding="utf-8"))
    assert [source.converted for source in listed.sources] == [
        "FandolFang-Regular.ttf",
        "FandolSong-Bold.ttf",
    ]
    assert all(len(digest) == 64 for source in listed.sources for digest in source.sha256)
