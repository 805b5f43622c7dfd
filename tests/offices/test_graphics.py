"""Whether a driver for the graphics is there is told from the system's own list of libraries."""

import pytest

from commandcenter.offices import doctor, graphics

NONE = b"glibc-ld.so.cache1.1\0libc.so.6\0/lib/libc.so.6\0libEGL.so.1\0/lib/libEGL.so.1\0"
SHARED = b"libGLdispatch.so.0\0/lib/libGLdispatch.so.0\0"
MESA = b"libEGL_mesa.so.0\0/lib/libEGL_mesa.so.0\0"
GLX = b"libGLX_mesa.so.0\0/lib/libGLX_mesa.so.0\0libGL.so.1\0/lib/libGL.so.1\0"


@pytest.fixture
def machine(tmp_path, monkeypatch):
    monkeypatch.setattr(graphics.sys, "platform", "linux")

    def made(*listed, own=False):
        (tmp_path / "etc").mkdir(exist_ok=True)
        (tmp_path / "lib").mkdir(exist_ok=True)
        (tmp_path / graphics.CACHE).write_bytes(b"".join(listed))
        if own:
            (tmp_path / "lib" / graphics.DISPATCH.decode()).touch()
        return graphics.has_driver(tmp_path, tmp_path / "lib")

    return made


def test_a_vendors_library_is_a_driver(machine):
    assert machine(NONE, SHARED, MESA)
    assert machine(NONE, MESA, own=True)


def test_what_only_shares_out_calls_is_none(machine):
    assert not machine(NONE, SHARED)
    assert not machine(NONE.partition(b"libEGL")[0])


def test_a_driver_without_egl_is_none(machine):
    """As on a Debian 12 with Xvfb and no more: the engine ended the process there."""
    assert not machine(NONE, SHARED, GLX)
    assert not machine(NONE.partition(b"libEGL")[0], GLX)
    assert not machine(NONE, GLX, own=True)


def test_a_vendor_who_shares_with_nobody_serves_no_program_that_brings_its_own(machine):
    assert machine(NONE)
    assert not machine(NONE, own=True)


def test_where_nothing_can_be_told_the_engine_finds_out(tmp_path):
    assert graphics.has_driver(tmp_path, tmp_path)


def test_without_a_list_the_folders_of_the_own_loader_are_looked_at(tmp_path):
    (tmp_path / graphics.DISPATCH.decode()).touch()
    assert not graphics.has_driver(tmp_path, tmp_path)
    place = tmp_path / graphics.FOLDERS[0]
    place.mkdir(parents=True)
    (place / "libGLX_mesa.so.0").touch()
    assert not graphics.has_driver(tmp_path, tmp_path)
    (place / "libEGL_vendor.so.0").touch()
    assert graphics.has_driver(tmp_path, tmp_path)


@pytest.mark.parametrize(("driver", "said"), [(True, "显卡驱动绘制"), (False, "软件绘制")])
def test_the_doctor_says_what_draws(monkeypatch, driver, said):
    monkeypatch.setattr(doctor.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(graphics, "has_driver", lambda: driver)
    assert said in doctor.web_engine().text
