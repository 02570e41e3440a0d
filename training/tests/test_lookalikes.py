"""Look-alikes: every family makes a thing in its box, none is wildlife, every kind is held out in another form."""

from collections import Counter, defaultdict

import numpy as np
import pytest

from faunagate_training.simulator.clutter import lookalikes
from faunagate_training.simulator.forms import snug
from faunagate_training.simulator.items import Pile, rasterise
from faunagate_training.simulator.registry import families_of, submodules
from faunagate_training.simulator.shapes import sphere
from faunagate_training.simulator.shapes_loft import icosphere, joined, moved_mesh
from faunagate_training.simulator.shapes_mesh import mesh_sdf
from faunagate_training.simulator.shapes_section import extrude, lathe, regular, sweep

FAMILIES = families_of(submodules(lookalikes))
COARSE = (4.0, 4.0, 4.0)


def first_solid(item):
    return item.members[0] if isinstance(item, Pile) else item


def cube_grid(half: float, n: int = 61):
    axis = np.linspace(-half, half, n, dtype=np.float32)
    return np.meshgrid(axis, axis, axis, indexing="ij")


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.name)
def test_a_family_makes_a_thing_inside_its_box(family):
    item = first_solid(family.make(np.random.default_rng(11)))
    spacing = (max(item.half) / 8,) * 3
    cover = rasterise(item, spacing, np.random.default_rng(1), np.eye(3)).cover
    assert 0.25 < cover.max() <= 1.001
    faces = [cover[0], cover[-1], cover[:, 0], cover[:, -1], cover[:, :, 0], cover[:, :, -1]]
    assert max(float(face.max()) for face in faces) < 0.5
    assert item.label == 0 and all(part.label == 0 for part in item.parts)
    assert item.material and family.mimics > 0


def test_every_kind_is_in_training_and_held_out():
    kinds = defaultdict(set)
    for family in FAMILIES:
        kinds[family.kind].add(family.held_out)
    assert all(kinds[kind] == {True, False} for kind in kinds)
    assert len(kinds) >= 45
    assert max(Counter(f.name for f in FAMILIES).values()) == 1


def test_the_same_draw_makes_the_same_thing():
    for family in FAMILIES[::45]:
        rasters = [
            rasterise(first_solid(family.make(np.random.default_rng(3))), COARSE, np.random.default_rng(4))
            for _ in "ab"
        ]
        assert np.array_equal(rasters[0].kn, rasters[1].kn), family.name


def test_mesh_distances_are_those_of_the_solid():
    x, y, z = cube_grid(30)
    vertices, faces = icosphere(3)
    d = mesh_sdf((vertices * 20, faces))(x, y, z)
    true = sphere(20)(x, y, z)
    near = np.abs(true) < 2
    assert np.abs(d - true)[near].max() < 0.6
    pair = joined((vertices * 12, faces), moved_mesh((vertices * 12, faces), [9, 0, 0]))
    assert mesh_sdf(pair)(np.float32([4.5]), np.float32([0]), np.float32([0]))[0] < -8


def test_outlined_solids_have_their_volumes():
    x, y, z = cube_grid(30)
    voxel = 1.0

    def volume(shape):
        return float(np.clip(0.5 - shape(x, y, z) / voxel, 0, 1).sum()) * voxel**3

    ring = lathe(regular(40, 6) + [18, 0])
    assert volume(ring) == pytest.approx(2 * np.pi**2 * 18 * 36, rel=0.03)
    tube = extrude((regular(60, 20), regular(60, 12)), 15)
    assert volume(tube) == pytest.approx(np.pi * (400 - 144) * 30, rel=0.03)
    bar = sweep(regular(40, 7), np.array([[0, -20, 0], [0, 0, 0], [0, 20, 0.0]]))
    assert volume(bar) == pytest.approx(np.pi * 49 * 40, rel=0.04)


def test_a_snug_box_is_centred_and_holds_the_form():
    shape, half = snug((lambda x, y, z: sphere(10)(x - 15, y, z), (40.0, 30.0, 30.0)))
    assert all(10 <= h < 15 for h in half)
    assert float(shape(np.float32([0]), np.float32([0]), np.float32([0]))[0]) < -8
