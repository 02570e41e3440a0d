"""Animals, marine products, shell and bone: every family makes what it says, the same from the same seed."""

import numpy as np
import pytest

from faunagate_training.classes import ANIMAL, BONE, MARINE, SHELL
from faunagate_training.simulator.items import Pile, Solid, rasterise
from faunagate_training.simulator.wildlife import animals, bone, marine, shell
from faunagate_training.simulator.wildlife._soup import Soup
from faunagate_training.simulator.wildlife._thin import thin_wall

MODULES = {ANIMAL: animals, MARINE: marine, SHELL: shell, BONE: bone}
FAMILIES = [pytest.param(label, f, id=f.name) for label, m in MODULES.items() for f in m.FAMILIES]
COARSE = (5.0, 5.0, 5.0)


def solid_from(item):
    return item.members[0] if isinstance(item, Pile) else item


@pytest.mark.parametrize("label", MODULES)
def test_every_kind_has_families_for_training_and_for_the_test(label):
    families = MODULES[label].FAMILIES
    assert len({f.name for f in families}) == len(families)
    for kind in {f.kind for f in families}:
        assert {f.held_out for f in families if f.kind == kind} == {True, False}, kind


@pytest.mark.parametrize(("label", "family"), FAMILIES)
def test_a_family_makes_its_kind_inside_its_box_and_labels_it(label, family):
    item = family.make(np.random.default_rng(11))
    assert item.kind == family.kind and item.label == label and item.count >= 1
    solid = solid_from(item)
    assert isinstance(solid, Solid) and len(solid.parts) > 0
    wide = tuple(h + 10.0 for h in solid.half)
    raster = rasterise(Solid(solid.kind, solid.parts, wide, "flat", label), COARSE, np.random.default_rng(1), np.eye(3))
    assert raster.wild.sum() > 0 and raster.rho.sum() > 0
    assert (raster.wild <= raster.cover + 1e-4).all() and np.isfinite(raster.kn).all()
    beyond = np.ones(raster.cover.shape, bool)
    inner = []
    for n, h in zip(raster.cover.shape, (solid.half[1], solid.half[0], solid.half[2]), strict=True):
        skip = max(0, int((n - 1) / 2 - h / 5.0 - 1.2))
        inner.append(slice(skip, n - skip))
    beyond[tuple(inner)] = False
    assert raster.wild[beyond].sum() < 0.004 * raster.wild.sum()


@pytest.mark.parametrize(("label", "family"), FAMILIES[:: max(1, len(FAMILIES) // 12)])
def test_the_same_seed_makes_the_same_object(label, family):
    solids = [solid_from(family.make(np.random.default_rng(4))) for _ in range(2)]
    rasters = [rasterise(s, COARSE, np.random.default_rng(2)) for s in solids]
    assert np.array_equal(rasters[0].kn, rasters[1].kn) and solids[0].half == solids[1].half


def grid(step):
    axis = np.arange(-15, 15, step, dtype=np.float32)
    y, x, z = np.meshgrid(axis, axis, axis, indexing="ij")
    return x, y, z


def volume_of(shape, step):
    return float(np.clip(0.5 - shape(*grid(step)) / step, 0, 1).sum() * step**3)


@pytest.mark.parametrize("step", [0.5, 1.0, 2.0])
def test_thin_bones_and_walls_keep_their_volume_at_every_resolution(step):
    rod = Soup().rod((-10, 0.2, 0.1), (10, 1.3, -0.4), 0.4).bones()
    assert volume_of(rod, step) == pytest.approx(np.pi * 0.16 * 20.1, rel=0.2)
    wall = thin_wall(lambda x, y, z: np.sqrt(x * x + y * y + z * z) - 10, 0.5)
    assert volume_of(wall, step) == pytest.approx(4 * np.pi * 9.75**2 * 0.5, rel=0.06)
