"""Line-scan X-ray: physics by hand, views that agree, truth, sets apart, pictures."""

import io
import itertools
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from faunagate_training.classes import HORN, IVORY
from faunagate_training.data.seeds import SEEDS
from faunagate_training.simulator.bag import BagPlan
from faunagate_training.simulator.basis import mixture_coefficients
from faunagate_training.simulator.packer import ObjectRecord
from faunagate_training.simulator.spectrum import Spectrum
from faunagate_training.xray.beam import transmission
from faunagate_training.xray.exposure import Exposure, at_lines
from faunagate_training.xray.files import write_files
from faunagate_training.xray.geometry import Tunnel, View, detector_places, shadow_rows
from faunagate_training.xray.load import Load, turned
from faunagate_training.xray.machine import HELD_OUT_PITCH, HELD_OUT_SOURCE, draw_machine
from faunagate_training.xray.material import STARVED, UNTOLD
from faunagate_training.xray.palettes import HELD_OUT, PALETTES, coloured, draw_palette
from faunagate_training.xray.pallet import pack_pallet
from faunagate_training.xray.picture import Rendering, encoded, render
from faunagate_training.xray.scan import scan_load, simulate
from faunagate_training.xray.store import read_scan, write_scan
from faunagate_training.xray.truth import mask_from, run_lengths

PLAN = BagPlan(((IVORY, "bangle"), (HORN, "horn tip")), 1, 4)
SEED = 3_000_901


def slabs(parts: list[tuple[str, float, float]], side: int = 40) -> Load:
    """Squares of materials (formula, g/cm3, thickness in mm) one after the other along the belt, on 2 mm voxels. They
    are objects 1, 2, ... of class ivory."""
    kn, pe = (np.zeros((100, side, side * len(parts)), np.float32) for _ in range(2))
    owner = np.zeros(kn.shape, np.uint16)
    for n, (formula, density, mm) in enumerate(parts):
        where = (slice(0, int(mm / 2)), slice(5, side - 5), slice(n * side + 5, (n + 1) * side - 5))
        a, b = mixture_coefficients(((formula, 1.0),))
        kn[where], pe[where], owner[where] = a * density, b * density, n + 1
    objects = [ObjectRecord(n + 1, "slab", "slab", IVORY, p[0], 1.0, 1.0) for n, p in enumerate(parts)]
    return Load(kn, pe, owner, (2.0, 2.0, 2.0), objects, "slabs")


def perfect(machine):
    """A machine with two energies and no errors, whose sources stand under the middle and beside it."""
    readout = replace(
        machine.readout, photons=1e9, electronic=0.0, scatter=0.0, scatter_floor=0.0, lag=0.0, gain_error=0.0,
        board_error=0.0, drift=0.0, flicker=0.0, dead=0, stuck=0, wild=0, bits=16, ceiling=1.1, blur_rows=0.01,
        blur_lines=0.01,
    )  # fmt: skip
    views = (View("below", (0.0, -800.0), 1.0, False), View("side", (900.0, 100.0), 1.0, False))
    picture = replace(
        machine.picture, dark=0, air=60000, nominal=False, calibration_error=(0.0, 0.0, 0.0), thin=0.02, floor=1e-4
    )
    belt = replace(machine.belt, line_mm=1.0, wow=0.0, jitter_mm=0.0, skew_mm=0.0)
    beam = replace(machine.beam, sandwich=True)
    return replace(
        machine, tunnel=Tunnel(600.0, 400.0, 30.0), views=views, readout=readout, picture=picture, belt=belt, beam=beam
    )


@pytest.fixture(scope="module")
def machine():
    return perfect(draw_machine(np.random.default_rng(1), "train", (100, 100), False, 2))


@pytest.fixture(scope="module")
def bag():
    return simulate(SEED, "wild", PLAN)


def test_a_slab_obeys_beer_and_lambert(machine):
    """Water at 60 keV has 0.206/cm (NIST), so 10 cm let exp(-2.06) = 0.127 through; 2.7 g/cm3 aluminium has 0.750/cm,
    so 2 cm let 0.223 through. A ray at 30 degrees crosses 1/cos(30) = 1.155 times as much."""
    one = Spectrum(np.ones(1), np.ones(1), np.ones(1), np.ones(1), 60.0)
    for formula, density, mm, straight in (("H2O", 1.0, 100, 0.127), ("Al", 2.7, 20, 0.223)):
        load = slabs([(formula, density, mm)], 200)
        rays = np.array([[0.0, 500.0], [500.0 * np.tan(np.radians(30)), 500.0]])
        view = View("below", (0.0, 0.0), 1.0, False)
        exposure = Exposure(view, rays, -200.0, np.array([200.0]))
        sums = [exposure.integrals(v, load, (0, 0, 0), slice(None)) / 10 for v in (load.kn, load.pe)]
        through = transmission(*(at_lines(s, exposure.z, 2.0) for s in sums), one)[:, 0]
        assert through[0] == pytest.approx(straight, rel=0.02)
        assert np.log(through[1]) / np.log(through[0]) == pytest.approx(1 / np.cos(np.radians(30)), rel=0.005)


def test_the_array_is_an_l_or_a_u_and_sees_the_whole_tunnel():
    tunnel = Tunnel(600.0, 400.0, 30.0)
    for source, walls in (((0.0, -500.0), 3), ((-900.0, -500.0), 2)):
        for facing in (False, True):
            view = View("below", source, 1.0, False, facing)
            places = detector_places(view, tunnel)
            on = [np.isclose(places[:, 0], x).any() for x in (-330, 330)]
            on += [np.isclose(places[:, 1], y).any() for y in (-30, 430)]
            assert sum(on) == walls
            first, last = shadow_rows(view, places, (-300.0, 300.0, 0.0, 400.0))
            assert 0 <= first < last <= len(places)
        assert np.array_equal(detector_places(replace(view, upside_down=True), tunnel), places[::-1])


def test_dual_energy_tells_water_aluminium_and_iron_apart(machine):
    load = slabs([("H2O", 1.0, 80.0), ("Al", 2.7, 20.0), ("Fe", 7.87, 4.0), ("H2O", 1.0, 30.0), ("Pb", 11.3, 40.0)])
    scan = scan_load(load, SEED, "wild", np.random.default_rng(3), machine)
    view = scan.views[0]
    means = {}
    for seen in view.seen:
        top, left, bottom, right = seen.box
        middle = (slice((3 * top + bottom) // 4, (top + 3 * bottom) // 4), slice(left + 10, right - 10))
        means[seen.number] = float(view.material[middle].mean())
        if seen.number == 5:
            assert (view.validity[middle] & UNTOLD).all() and (view.validity[middle] & STARVED).mean() > 0.5
    assert means[1] == pytest.approx(0.05, abs=0.08) and means[4] == pytest.approx(0.05, abs=0.08)
    assert means[2] == pytest.approx(0.5, abs=0.03)
    assert means[3] == pytest.approx(1.0, abs=0.05)
    visible = {seen.number: seen.visible for seen in view.seen}
    assert visible[1] > 0.98 and visible[5] < 0.6


def test_two_views_agree_on_the_belt_position(machine):
    load = slabs([("C5H8O2", 1.2, 60.0), ("Al", 2.7, 30.0)])
    scan = scan_load(load, SEED, "wild", np.random.default_rng(4), machine)
    for number in (1, 2):
        boxes = [next(s.box for s in view.seen if s.number == number) for view in scan.views]
        assert boxes[0][1] == boxes[1][1] and boxes[0][3] == boxes[1][3]
        z = scan.views[0].line_z[[boxes[0][1], boxes[0][3] - 1]]
        assert z == pytest.approx([(number - 1) * 80 + 10, number * 80 - 10], abs=2)


def test_truth_boxes_contain_the_projected_object(bag):
    assert {o.label for o in bag.objects if o.label} == {IVORY, HORN}
    for view in bag.views:
        assert {s.number for s in view.seen} >= {o.number for o in bag.objects if o.label}
        rows, lines = view.attenuation.shape
        for seen in view.seen:
            top, left, bottom, right = seen.box
            assert 0 <= top < bottom <= rows and 0 <= left < right <= lines
            assert seen.mask.shape == (bottom - top, right - left)
            assert all(edge.any() for edge in (seen.mask[0], seen.mask[-1], seen.mask[:, 0], seen.mask[:, -1]))
            there = view.attenuation[top:bottom, left:right][seen.mask]
            assert there.mean() > 0.8 * seen.own * seen.visible
            assert 0 < seen.share <= 1 and 0 <= seen.visible <= 1


def test_an_object_in_the_open_lies_where_its_box_says(machine):
    load = slabs([("C5H8O2", 1.2, 60.0)])
    for view in scan_load(load, SEED, "wild", np.random.default_rng(5), machine).views:
        rows, lines = (np.nonzero((view.attenuation > 0.2 * view.attenuation.max()).any(axis=a))[0] for a in (1, 0))
        measured = [rows[0], lines[0], rows[-1] + 1, lines[-1] + 1]
        assert view.seen[0].box == pytest.approx(measured, abs=3)
        assert view.seen[0].size_mm[1] == pytest.approx(60, abs=3)


def test_the_same_seed_gives_the_same_scan_and_it_reads_back(bag, tmp_path):
    again = simulate(SEED, "wild", PLAN)
    for a, b in zip(bag.views, again.views, strict=True):
        assert np.array_equal(a.high, b.high) and np.array_equal(a.material, b.material)
        assert [s.box for s in a.seen] == [s.box for s in b.seen]
    write_scan(tmp_path, bag, raw=True)
    views, meta = read_scan(tmp_path)
    assert meta["seed"] == SEED and {o["number"] for o in meta["objects"]} >= {1, 2}
    for stored, view in zip(views, bag.views, strict=True):
        assert np.abs(stored.attenuation - np.maximum(view.attenuation, 0)).max() < 1e-4
        assert np.abs(stored.material - view.material).max() < 0.004
        for item, seen in zip(stored.objects, view.seen, strict=True):
            assert np.array_equal(stored.mask(item), seen.mask)


def test_files_are_what_a_machine_saves(bag, tmp_path):
    write_files(tmp_path, bag)
    high = np.asarray(Image.open(tmp_path / "view0-high.tif"))
    assert high.dtype == np.uint16 and np.array_equal(high, bag.views[0].high)
    assert list(tmp_path.glob("picture0.*")) and (tmp_path / "truth.json").exists()


def test_sets_of_scans_are_disjoint():
    for a, b in itertools.combinations(SEEDS.values(), 2):
        assert a.stop <= b.start or b.stop <= a.start
    for split in ("train", "validation", "demo"):
        rng = np.random.default_rng(6)
        machines = [draw_machine(rng, split, (300, 200), False) for _ in range(150)]
        assert not any(v.name == HELD_OUT_SOURCE for m in machines for v in m.views)
        assert max(v.pitch_mm for m in machines for v in m.views) < HELD_OUT_PITCH[0]
        assert not any(draw_palette(rng, split, True).name == HELD_OUT for _ in range(100))
    machines = [draw_machine(rng, "test", (300, 200), False) for _ in range(100)]
    assert any(v.name == HELD_OUT_SOURCE for m in machines for v in m.views)
    assert any(draw_palette(rng, "test", True).name == HELD_OUT for _ in range(100))


def test_palettes_show_materials_and_survive_jpeg():
    attenuation = np.full((48, 48), 1.0, np.float32)
    for name, warm, cold in (("classic", 0, 2), ("classic swapped", 2, 0)):
        organic, metal = (coloured(attenuation, np.full((48, 48), m), PALETTES[name])[0, 0] for m in (0.0, 1.0))
        assert organic[warm] > organic[1] > organic[cold] and metal[cold] > metal[1] > metal[warm]
    assert coloured(attenuation, attenuation * 0.5, PALETTES["classic"])[0, 0].argmax() == 1
    grey, negative = (coloured(attenuation, attenuation, PALETTES[n]).astype(int) for n in ("grey", "negative"))
    assert np.array_equal(grey, 255 - negative)
    for quality, limit in ((30, 8.0), (95, 2.0)):
        rendering = Rendering("classic", 1.0, 0.0, 1.0, 1.0, "beside", 0, False, False, quality, False)
        page, places = render([(attenuation, attenuation * 0, 1.0)] * 2, rendering)[0]
        assert page.size == (96, 48) and places[1].box((0, 0, 48, 48)) == (48, 0, 96, 48)
        data, extension = encoded(page, rendering)
        back = np.asarray(Image.open(io.BytesIO(data)), int)
        assert extension == "jpg" and np.abs(back - np.asarray(page, int)).mean() < limit


def test_run_lengths_read_back():
    rng = np.random.default_rng(7)
    for mask in (rng.random((9, 13)) < 0.4, np.ones((3, 4), bool), np.zeros((2, 5), bool)):
        assert np.array_equal(mask_from(run_lengths(mask), mask.shape), mask)


def test_luggage_is_turned_as_a_whole():
    load = slabs([("H2O", 1.0, 20.0), ("Al", 2.7, 60.0)], 20)
    for seed in range(6):
        other = turned(load, np.random.default_rng(seed))
        assert np.bincount(other.owner.ravel())[1:].tolist() == np.bincount(load.owner.ravel())[1:].tolist()
        middles = [np.argwhere(other.owner == n).mean(axis=0) for n in (1, 2)]
        assert np.linalg.norm(middles[1] - middles[0]) == pytest.approx(np.hypot(20, 10), abs=0.1)
        assert (other.kn[0] > 0).any()


def test_a_pallet_has_wildlife_first_and_only_where_asked():
    for kind, wild in (("wild", True), ("everyday", False)):
        load = pack_pallet(kind, "train", np.random.default_rng(8))
        assert [o.number for o in load.objects] == list(range(1, len(load.objects) + 1))
        labels = [bool(o.label) for o in load.objects]
        assert any(labels) == wild and labels == sorted(labels, reverse=True)
        assert load.owner.max() <= len(load.objects) and load.kn.min() >= 0
