"""Bags: determinism, labels, seeds, and what is written as DICOM."""

import itertools

import numpy as np
import pydicom
import pytest

from faunagate_training.classes import ANIMAL, HORN, IVORY
from faunagate_training.data.resample import labels_to_grid, to_model_grid
from faunagate_training.data.seeds import KIND_OFFSET, SEEDS, seed_of, split_of
from faunagate_training.dicom_writer import write_enhanced, write_series
from faunagate_training.simulator.bag import BagPlan, pack_bag, plan_bag
from faunagate_training.simulator.family import for_split
from faunagate_training.simulator.luggage import draw_plan
from faunagate_training.simulator.raster import item_raster
from faunagate_training.simulator.registry import HOUSEHOLD, LOOKALIKES, WILDLIFE
from faunagate_training.simulator.simulate import living, simulate

ROOM = (1e6, 1e6, 1e6)
ANIMALS = BagPlan(((ANIMAL, "snake"), (ANIMAL, "eggs")), 0, 2)
PLAN = BagPlan(((IVORY, "bangle"), (HORN, "horn tip")), 1, 6)


@pytest.fixture(scope="module")
def bag():
    return simulate(3_000_900, "test", plan=PLAN)


def test_the_same_seed_gives_the_same_scan(bag):
    again = simulate(3_000_900, "test", plan=PLAN)
    assert np.array_equal(bag.hu, again.hu)
    assert np.array_equal(bag.owner, again.owner)
    assert bag.objects == again.objects


def test_living_animals_move_while_they_are_scanned():
    bag = pack_bag("test", "demo", draw_plan(np.random.default_rng(4)), np.random.default_rng(5), ANIMALS)
    marked = [living(bag, seed) for seed in range(12)]
    assert any(m is None for m in marked) and any(m is not None for m in marked)
    animals = [o.number for o in bag.objects if o.label == ANIMAL and o.kind == "snake"]
    for mask in (m for m in marked if m is not None):
        assert mask.any() and np.isin(bag.owner[mask], animals).all()


def test_every_object_owns_about_its_volume(bag):
    assert [o.number for o in bag.objects] == list(range(1, len(bag.objects) + 1))
    owned = np.bincount(bag.owner.ravel(), minlength=len(bag.objects) + 1) * np.prod(bag.spacing) / 1000
    assert len(owned) == len(bag.objects) + 1
    for item, volume in zip(bag.objects, owned[1:], strict=True):
        if item.label or item.kind == "belt":
            assert volume == pytest.approx(item.volume_cm3, rel=0.35), item
        if item.label:
            assert 1.2 < item.mass_g / item.volume_cm3 < 2.0
    assert {"belt", bag.luggage} <= {o.kind for o in bag.objects}
    assert (bag.hu[bag.owner == 0] > 0).mean() < 0.02


def test_wildlife_has_the_lowest_numbers(bag):
    assert {o.label for o in bag.placed} == set(np.unique(bag.classes)) - {0}
    assert [o.number for o in bag.placed] == list(range(1, len(bag.placed) + 1))
    assert set(np.unique(bag.instances)) <= {0} | {o.number for o in bag.placed}


def test_every_kind_has_shapes_for_training_and_others_for_tests():
    for families in (*WILDLIFE.values(), HOUSEHOLD, LOOKALIKES):
        names = [f.name for f in families]
        assert len(set(names)) == len(names)
        assert {f.kind for f in for_split(families, "train")} == {f.kind for f in for_split(families, "test")}
        makers = {id(f.make) for f in for_split(families, "test")}
        assert not makers & {id(f.make) for f in for_split(families, "train")}


def test_everyday_bags_are_clean_and_rarely_hold_lookalikes():
    rng = np.random.default_rng(3)
    everyday = [plan_bag("everyday", "test", False, rng) for _ in range(400)]
    assert not any(plan.wildlife for plan in everyday)
    assert 5 <= sum(plan.lookalikes > 0 for plan in everyday) <= 40
    assert all(plan_bag("hard", "test", False, rng).lookalikes >= 2 for _ in range(20))
    drawn = [label for _ in range(300) for label, _ in plan_bag("train", "train", False, rng).wildlife]
    shares = np.bincount(drawn, minlength=8)[1:] / len(drawn)
    assert shares.min() > 0.08 and shares[0] == shares.max()


@pytest.mark.parametrize("label", WILDLIFE)
def test_every_family_of_wildlife_has_voxels_and_mass(label):
    for family in WILDLIFE[label]:
        item = family.make(np.random.default_rng(5))
        assert item.kind == family.kind and item.label == label, family.name
        raster = item_raster(item, (3.0, 3.0, 3.0), np.random.default_rng(6), ROOM)
        assert raster.wild.sum() > 0 and raster.rho.sum() > 0, family.name
        assert raster.cover.max() <= 1.001 and (raster.wild <= raster.cover + 1e-4).all(), family.name


def test_clutter_has_no_wildlife():
    for family in HOUSEHOLD + LOOKALIKES:
        raster = item_raster(family.make(np.random.default_rng(7)), (2.4, 2.4, 2.4), np.random.default_rng(8), ROOM)
        assert raster.cover.max() > 0.05 and raster.material, family.name
        assert not raster.wild.any(), family.name


def test_sets_of_seeds_are_disjoint():
    for a, b in itertools.combinations(SEEDS.values(), 2):
        assert a.stop <= b.start or b.stop <= a.start
    for split in ("validation", "test"):
        for kind in KIND_OFFSET:
            assert split_of(seed_of(split, kind, 199_999)) == split
    with pytest.raises(ValueError):
        seed_of("train", "train", 200_000)


def test_resampling_keeps_the_mean_and_follows_labels():
    rng = np.random.default_rng(2)
    hu = rng.normal(0, 100, (30, 24, 20))
    grid = to_model_grid(hu, (1.0, 1.5, 2.5))
    assert grid.shape == (15, 18, 25)
    assert grid.mean() == pytest.approx(hu.mean(), abs=5)
    assert labels_to_grid(np.arange(10, dtype=np.uint8).reshape(10, 1, 1), (1.0, 2.0, 2.0)).ravel().tolist() == [
        1,
        3,
        5,
        7,
        9,
    ]


def test_dicom_reads_back(bag, tmp_path):
    small = type(bag)(**{**bag.__dict__, "hu": bag.hu[:4], "owner": bag.owner[:4]})
    write_series(small, tmp_path / "series", "test")
    files = [pydicom.dcmread(p) for p in sorted((tmp_path / "series").iterdir())]
    values = np.stack([f.pixel_array.astype(int) * int(f.RescaleSlope) + int(f.RescaleIntercept) for f in files])
    assert np.array_equal(values, small.hu)
    assert (
        files[0].SeriesDescription.startswith("SIMULATED") and files[0].ManufacturerModelName == "Faunagate simulator"
    )
    write_enhanced(small, tmp_path / "volume.dcm", "test")
    whole = pydicom.dcmread(tmp_path / "volume.dcm")
    assert np.array_equal(whole.pixel_array.astype(int) - 1024, small.hu)
