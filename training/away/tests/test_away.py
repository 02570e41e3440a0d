"""The away generator: attenuation, reconstruction, packing, labels and truth, on bags of about 48³ voxels."""

import json
from dataclasses import replace

import numpy as np
import pydicom
import pytest
import SimpleITK as sitk

from away import fanbeam, matter, scanner
from away.bag import make_bag
from away.clay import Clay
from away.generate import main, write_bag
from away.packing import Packer
from away.scan import effective_energy, scan
from away.space import Space
from away.things.catalogue import CLUTTER, LOOKALIKES, WILDLIFE

TINY_MM = np.array([78.0, 62.0, 72.0])


def machine(**changes) -> scanner.Scanner:
    """A quiet general scanner with 2 mm voxels and few views."""
    quiet = scanner.draw(np.random.default_rng(5), small=False)
    fixed = dict(family="general CT", views=160, pixel_mm=2.0, slice_mm=2.0, cell_mm=1.8, photons=3e6, electronic=1.0)
    fixed |= dict(
        scatter=0.0, ring=0.0, pitch_slices=0.0, smoothing=0, edge=0.0, hu_scale=1.0, hu_offset=0.0, kvp=130.0
    )
    return replace(quiet, **fixed | dict(filters_mm={"aluminium": 5.0}, ceiling=30000) | changes)


@pytest.fixture(scope="module")
def bag():
    return make_bag(2, "wild", machine(), TINY_MM)


def test_the_components_hold_every_substance_within_one_per_cent() -> None:
    used = matter.ENERGIES_KEV >= 40.0
    for name in matter.SUBSTANCES:
        if name not in matter.K_EDGES:
            true = matter.mass_attenuation(name) * 0.1
            fitted = matter.coefficients(name, 1.0) @ matter.basis()
            assert np.abs(fitted / true - 1.0)[used].max() < 0.01, name


def test_attenuation_agrees_with_the_published_values_of_water_and_cortical_bone() -> None:
    """NIST XCOM and ICRU 44 at 60 keV, in cm²/g: 0.2059 and 0.3148."""
    for name, expected, tolerance in (("water", 0.2059, 0.01), ("bone", 0.3148, 0.05)):
        at_60 = np.exp(np.interp(np.log(60), np.log(matter.ENERGIES_KEV), np.log(matter.mass_attenuation(name))))
        assert at_60 == pytest.approx(expected, rel=tolerance)


def test_back_projection_returns_the_density_of_a_disc() -> None:
    y, x = np.mgrid[:40, :48]
    volume = np.zeros((40, 48, 2), np.float32)
    volume[(x - 20) ** 2 + (y - 22) ** 2 < 10**2] = 0.02
    fan = fanbeam.covering(48, 40, 2.0, 200, 1.8, 0.25, 0.4)
    sinogram = fanbeam.project(volume, 2.0, fan, 0, fan.views)
    result = fanbeam.reconstruct(sinogram, fan, fanbeam.kernel(fan, 1.0, 0.3, 0.0), 48, 40, 2.0)
    assert result[22, 20, 1] == pytest.approx(0.02, rel=0.02)
    assert abs(result[4, 40, 0]) < 0.001


def test_water_and_ivory_have_their_ct_numbers() -> None:
    space = Space(48, 48, 8, 2.0, 2.0)
    y, x = np.mgrid[:48, :48]
    water, ivory = (x - 14) ** 2 + (y - 24) ** 2 < 9**2, (x - 36) ** 2 + (y - 24) ** 2 < 6**2
    space.pour(np.repeat(water[..., None], 8, 2), "water", 1.0)
    space.pour(np.repeat(ivory[..., None], 8, 2), "ivory", 1.80)
    quiet = machine()
    hu = scan(space.volume, quiet, np.random.default_rng(0))
    assert hu[2:6, 21:28, 11:18].mean() == pytest.approx(0.0, abs=25.0)
    energy = effective_energy(quiet)
    at = [np.interp(energy, matter.ENERGIES_KEV, matter.mass_attenuation(n)) for n in ("ivory", "water")]
    expected = 1000.0 * (1.8 * at[0] / at[1] - 1.0)
    assert hu[2:6, 22:27, 34:39].mean() == pytest.approx(expected, rel=0.15)
    assert hu[4, 4, 24] < -950


def test_the_same_seed_gives_the_same_bag_and_another_seed_another(bag) -> None:
    again = make_bag(2, "wild", machine(), TINY_MM)
    assert np.array_equal(bag.hu, again.hu) and np.array_equal(bag.labels, again.labels)
    assert bag.truth == again.truth
    other = make_bag(3, "wild", machine(), TINY_MM)
    assert other.hu.shape != bag.hu.shape or not np.array_equal(bag.hu, other.hu)


def test_labels_agree_with_the_truth(bag) -> None:
    assert max(bag.hu.shape) <= 50
    numbers = [item["number"] for item in bag.truth["objects"]]
    assert numbers == list(range(1, len(numbers) + 1)) and numbers
    assert set(np.unique(bag.labels)) - {0} <= set(numbers)
    voxel = np.prod(bag.truth["spacingMm"]) / 1000.0
    for item in bag.truth["objects"]:
        labelled = np.count_nonzero(bag.labels == item["number"]) * voxel
        assert item["class"] in WILDLIFE
        assert 0.4 * item["volumeCm3"] < labelled < 3.0 * item["volumeCm3"] + 0.1
        assert item["massG"] == pytest.approx(item["volumeCm3"] * 1.5, rel=0.7)
        assert (item["ivoryKind"] is not None) == (item["class"] == "ivory")


def test_clean_bags_hold_no_wildlife_and_hard_ones_look_alikes() -> None:
    clean = make_bag(1, "hard", machine(), TINY_MM)
    assert clean.truth["objects"] == [] and not clean.labels.any()
    assert any(thing["mimics"] for thing in clean.truth["clutter"])


def test_series_and_labels_lie_on_one_grid_and_read_back(bag, tmp_path) -> None:
    write_bag(bag, tmp_path / "wild" / "2")
    folder = tmp_path / "wild" / "2"
    names = sitk.ImageSeriesReader.GetGDCMSeriesFileNames(str(folder / "scan"))
    series = sitk.ReadImage(names)
    labels = sitk.ReadImage(str(folder / "labels.nii.gz"))
    assert np.array_equal(sitk.GetArrayFromImage(series), bag.hu)
    assert np.array_equal(sitk.GetArrayFromImage(labels), bag.labels)
    for a, b in ((series.GetSpacing(), labels.GetSpacing()), (series.GetOrigin(), labels.GetOrigin())):
        assert np.allclose(a, b, atol=1e-3)
    assert pydicom.dcmread(names[0]).Modality == "CT"
    assert json.loads((folder / "truth.json").read_text()) == bag.truth


def test_generation_skips_what_is_there(tmp_path, capsys) -> None:
    (tmp_path / "everyday" / "0").mkdir(parents=True)
    (tmp_path / "everyday" / "0" / "truth.json").write_text("{}")
    main(["--kind", "everyday", "--count", "1", "--out", str(tmp_path)])
    assert capsys.readouterr().out == ""


def test_bodies_rest_on_the_floor_and_do_not_enter_each_other() -> None:
    rng = np.random.default_rng(1)
    space = Space(48, 48, 48, 2.0, 2.0)
    packer = Packer(space, np.array([4.0, 4.0, 4.0]), np.array([92.0, 92.0, 92.0]), np.zeros((48, 48, 48), bool))
    kept = []
    for _ in range(4):
        clay = Clay((30, 24, 18), 1.5, rng)
        clay.put(clay.blob((14, 11, 8), 4), clay.paint("soap", 1.0))
        brick = clay.done("brick", "soap")
        place = packer.place(brick, rng)
        assert place is not None
        kept.append(space.add(brick, *place)[1] / (np.count_nonzero(brick.grid) * brick.step_mm**3 / 1000.0))
    assert min(kept) > 0.9
    assert np.flatnonzero((space.room < 0.5).any((1, 2))).max() >= 42
    clay = Clay((200, 200, 200), 5.0, rng)
    clay.put(clay.blob((90, 90, 90)), clay.paint("soap", 1.0))
    assert packer.place(clay.done("too large", "soap"), rng) is None


@pytest.mark.parametrize("label", sorted(WILDLIFE))
def test_every_maker_of_wildlife_labels_its_item(label: str) -> None:
    for number, maker in enumerate(dict.fromkeys(WILDLIFE[label])):
        thing = maker(np.random.default_rng(number), 2.5)
        assert thing.label == label and any(paint.item for paint in thing.palette)
        assert thing.grid.max() <= len(thing.palette)
        if thing.ivory_kind == "beads":
            assert thing.diameter_mm is not None and 6.0 <= thing.diameter_mm <= 16.0 and thing.count > 5


def test_clutter_is_rich_and_never_wildlife() -> None:
    assert len(set(CLUTTER)) >= 30 and len(set(LOOKALIKES)) >= 15
    for number, maker in enumerate(dict.fromkeys(CLUTTER + LOOKALIKES)):
        thing = maker(np.random.default_rng(number), 3.0)
        assert thing.label is None and not any(paint.item for paint in thing.palette)
        assert (thing.mimics is not None) == (maker in LOOKALIKES)
        assert {paint.substance for paint in thing.palette} <= set(matter.SUBSTANCES)
