"""Objects of ivory, horn and scales: both splits of every kind, boxes that hold them, true counts, determinism."""

from itertools import product

import numpy as np
import pytest
from scipy import ndimage

from faunagate_training.classes import HORN, IVORY, SCALES
from faunagate_training.simulator.family import for_split
from faunagate_training.simulator.items import Solid
from faunagate_training.simulator.raster import item_raster
from faunagate_training.simulator.wildlife import horn, ivory, scales
from faunagate_training.simulator.wildlife._near import near_only

FAMILIES = {IVORY: ivory.FAMILIES, HORN: horn.FAMILIES, SCALES: scales.FAMILIES}
ALL = [(label, family) for label, families in FAMILIES.items() for family in families]
NAMES = [family.name for _, family in ALL]
ROOM = (1e6, 1e6, 1e6)


def rng(seed: int = 11) -> np.random.Generator:
    return np.random.default_rng(seed)


def family_of(name: str):
    return next(f for _, f in ALL if f.name == name)


def test_names_are_unique():
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("label", FAMILIES)
def test_every_kind_has_families_to_learn_from_and_families_kept_for_the_test(label):
    learn = {f.kind: 0 for f in FAMILIES[label]}
    for family in for_split(FAMILIES[label], "train"):
        learn[family.kind] += 1
    assert min(learn.values()) >= 2
    assert {f.kind for f in for_split(FAMILIES[label], "test")} == set(learn)


def test_every_kind_of_ivory_is_a_piece_or_worked_or_beads():
    assert set(ivory.IVORY_KIND_OF) == {f.kind for f in ivory.FAMILIES}
    assert set(ivory.IVORY_KIND_OF.values()) == {"tusk-or-piece", "worked", "beads"}


@pytest.mark.parametrize(("label", "family"), ALL, ids=NAMES)
def test_families_make_what_they_say_inside_their_boxes(label, family):
    item = family.make(rng())
    assert (item.kind, item.label) == (family.kind, label)
    assert item.count >= 1
    raster = item_raster(item, (4.0, 4.0, 4.0), rng(12), ROOM)
    assert raster.wild.sum() > 0 and raster.rho.sum() > 0
    assert (raster.wild <= raster.cover + 1e-3).all() and raster.cover.max() <= 1.001
    if isinstance(item, Solid):
        assert deepest_outside(item) > -2.0


def deepest_outside(item: Solid) -> float:
    """The least distance in mm of any part on the faces of the item's box."""
    least = 0.0
    for axis, side in product(range(3), (-1, 1)):
        lines = [np.linspace(-h, h, 17, dtype=np.float32) for h in item.half]
        lines[axis] = np.array([side * item.half[axis]], np.float32)
        points = [p.ravel() for p in np.meshgrid(*lines, indexing="ij")]
        least = min(least, *(float(part.shape(*points).min()) for part in item.parts))
    return least


@pytest.mark.parametrize("name", ["tusk.arched", "beads.fallen", "figurine.skin", "rhino.front", "pangolin.heap"])
def test_the_same_seed_makes_the_same_object(name):
    one, two = (item_raster(family_of(name).make(rng(3)), (3.0, 3.0, 3.0), rng(4), ROOM) for _ in range(2))
    assert np.array_equal(one.kn, two.kn) and np.array_equal(one.wild, two.wild)
    other = item_raster(family_of(name).make(rng(5)), (3.0, 3.0, 3.0), rng(4), ROOM)
    assert one.kn.shape != other.kn.shape or not np.array_equal(one.kn, other.kn)


@pytest.mark.parametrize(("name", "seed"), [("beads.sewn", 1), ("beads.sewn", 2), ("dice.cube", 1)])
def test_separated_pieces_are_as_many_as_counted(name, seed):
    item = family_of(name).make(rng(seed))
    raster = item_raster(item, ((item.diameter_mm or 10) / 9,) * 3, rng(seed), ROOM)
    numbers, n = ndimage.label(raster.wild > 0.5)
    sizes = np.bincount(numbers.ravel())[1 : n + 1]
    assert (sizes > 0.25 * np.median(sizes)).sum() == item.count


def test_beads_have_the_diameter_they_say():
    item = family_of("beads.sewn").make(rng(1))
    raster = item_raster(item, (1.0, 1.0, 1.0), rng(1), ROOM)
    volume = float(raster.wild.sum()) / item.count
    assert 0.5 * item.diameter_mm < (6 * volume / np.pi) ** (1 / 3) < 1.15 * item.diameter_mm


def test_only_the_ivory_among_loose_beads_is_wildlife():
    item = family_of("beads.mixed-loose").make(rng(2))
    raster = item_raster(item, (1.0, 1.0, 1.0), rng(2), ROOM)
    share = sum(m.label == IVORY for m in item.members) / len(item.members)
    assert item.count == sum(m.label == IVORY for m in item.members)
    assert raster.wild.sum() / raster.cover.sum() == pytest.approx(share, abs=0.12)


def test_thin_plates_keep_their_mass_at_any_voxel_size():
    family = family_of("pangolin.spread")
    fine, coarse = (
        float(item_raster(family.make(rng(3)), (v,) * 3, rng(3), ROOM).rho.sum()) * v**3 for v in (1.0, 2.0)
    )
    assert coarse == pytest.approx(fine, rel=0.15)


def test_blocks_far_from_a_surface_do_not_change_the_coverage():
    part = family_of("tusk.arched").make(rng(1)).parts[0]
    near = part.shape
    plain = next(c.cell_contents for c in near.__closure__ if callable(c.cell_contents))
    grid = np.meshgrid(*(np.arange(-40, 40, 2, dtype=np.float32),) * 3, indexing="ij")
    cover = [np.clip(0.5 - shape(*grid) / 2.0, 0, 1) for shape in (near_only(plain), plain)]
    assert np.abs(cover[0] - cover[1]).max() < 0.02
