"""Attenuation, projection and CT numbers."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from faunagate_training.simulator.basis import klein_nishina, mixture_coefficients, photoelectric
from faunagate_training.simulator.materials import RECIPES
from faunagate_training.simulator.projector import back_project_volume, project_volumes
from faunagate_training.simulator.projector_rays import rays_on_grid
from faunagate_training.simulator.projector_sparse import back_matrix, forward_matrix
from faunagate_training.simulator.scanner import Scanner, scan
from faunagate_training.simulator.scanner_beam import Beam
from faunagate_training.simulator.scanner_detector import Detector
from faunagate_training.simulator.scanner_family import HELD_OUT_FAMILY, HELD_OUT_KERNEL, draw_scanner
from faunagate_training.simulator.scanner_filter import Kernel, filter_views
from faunagate_training.simulator.scanner_gantry import Views, build_gantry
from faunagate_training.simulator.scanner_image import Finish
from faunagate_training.simulator.scanner_motion import Motion
from faunagate_training.simulator.scanner_table import Table, measured_at, readings_to_slices
from faunagate_training.simulator.spectrum import draw_spectra

CLEAN = Scanner(
    family="rotating fan",
    energies="single",
    views=Views(180, 500.0, arc=360.0, start=0.1),
    beam=Beam(bowtie_mm=0.0, water_mm=450.0, water_error=0.0),
    detector=Detector(
        photons=1e6,
        electronic=0.0,
        blur=0.3,
        off_focal=0.0,
        off_focal_width=5.0,
        scatter=0.0,
        scatter_floor=0.0,
        lag=0.0,
        ring=0.0,
        ring_drift=0.0,
        rows=1,
    ),
    table=Table(slice_blur=0.3),
    motion=Motion(shake_mm=0.0, jerk_mm=0.0, live_mm=3.0, cycles=0.5, seed=1),
    kernel=Kernel("standard", 1.0, 1.0, 0.0),
    metal_hu=0.0,
    rounds=0,
    finish=Finish(0.0, 0, 100.0, 0.0, 1.0, 0.0, -1024, 4095, float("nan")),
)
VIEWS = {
    "parallel": Views(180, 0.0, start=0.3),
    "whole turn": Views(180, 300.0, arc=360.0, quarter=True),
    "short scan": Views(180, 300.0, start=1.0),
    "uneven": Views(120, 400.0, arc=360.0, unevenness=0.3, seed=4),
}


def hu_at(name: str, density: float, kev: float) -> float:
    def mu(kn: float, pe: float) -> float:
        return kn * float(klein_nishina(np.array(kev))) + pe * float(photoelectric(np.array(kev)))

    kn, pe = mixture_coefficients(RECIPES[name][0])
    return 1000 * (density * mu(kn, pe) / mu(*mixture_coefficients((("H2O", 1.0),))) - 1)


@pytest.mark.parametrize(
    ("name", "density", "expected"),
    [("ivory", 1.8, 1440), ("keratin", 1.3, 249), ("acrylic", 1.19, 126), ("glass", 2.5, 1944), ("pvc", 1.38, 830)],
)
def test_ct_numbers_at_70_kev(name, density, expected):
    assert hu_at(name, density, 70.0) == pytest.approx(expected, abs=0.06 * (1000 + expected))


def disc(
    radius_mm: float, name: str, density: float, n: int = 96, pixel_mm: float = 1.5
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    y, x = np.mgrid[:n, :n] - (n - 1) / 2
    r = np.hypot(x, y) * pixel_mm
    inside = np.clip(0.5 - (r - radius_mm) / pixel_mm, 0, 1)[:, :, None] * np.ones((1, 1, 6))
    kn, pe = mixture_coefficients(RECIPES[name][0])
    return (inside * kn * density).astype(np.float32), (inside * pe * density).astype(np.float32), r < 0.7 * radius_mm


def clean_scan(kn: np.ndarray, pe: np.ndarray, scanner: Scanner, seed: int = 0, **more) -> np.ndarray:
    return both_energies(kn, pe, scanner, seed, **more)[0]


def both_energies(
    kn: np.ndarray, pe: np.ndarray, scanner: Scanner, seed: int = 0, **more
) -> tuple[np.ndarray, np.ndarray | None]:
    rng = np.random.default_rng(seed)
    return scan(kn, pe, 1.5, scanner, rng, draw_spectra(scanner.energies, rng), **more)


@pytest.mark.parametrize("views", VIEWS.values(), ids=VIEWS.keys())
def test_water_is_zero_and_air_minus_a_thousand(views):
    kn, pe, middle = disc(45, "water", 1.0)
    hu = clean_scan(kn, pe, replace(CLEAN, views=views))
    assert hu[3][middle].mean() == pytest.approx(0, abs=15)
    assert hu[3][:10, :10].mean() == pytest.approx(-1000, abs=15)


def test_without_water_correction_water_is_cupped():
    kn, pe, _ = disc(60, "water", 1.0)
    flat, cupped = (
        clean_scan(kn, pe, replace(CLEAN, beam=Beam(0.0, water, 0.0)))[3, 44:52, :] for water in (450.0, 0.0)
    )
    depth = lambda hu: hu[:, 15:20].mean() - hu[:, 45:50].mean()  # noqa: E731
    assert abs(depth(flat)) < 10
    assert depth(cupped) > 15


def test_ivory_cylinder_lies_between_its_values_at_55_and_110_kev():
    kn, pe, middle = disc(12, "ivory", 1.8)
    for seed in range(3):
        hu = clean_scan(kn, pe, CLEAN, seed)
        assert hu_at("ivory", 1.8, 110) - 60 < hu[3][middle].mean() < hu_at("ivory", 1.8, 55) + 60


@pytest.mark.parametrize("views", VIEWS.values(), ids=VIEWS.keys())
def test_compiled_loops_and_sparse_matrices_give_the_same_sums(views):
    gantry = build_gantry(views, 30, 44, 2.0)
    rays = rays_on_grid(gantry, 30, 44, 2.0)
    volume = torch.from_numpy(np.random.default_rng(1).random((30, 44, 5), np.float32))
    lines, doubled = project_volumes([volume, 2 * volume], rays, gantry)
    by_matrix = forward_matrix(rays) @ volume.view(-1, 5)
    assert torch.allclose(lines.reshape(-1, 5), by_matrix, atol=2e-5)
    assert torch.allclose(doubled, 2 * lines, atol=2e-5)
    back = back_project_volume(lines, gantry, 30, 44, 2.0)
    by_matrix = (back_matrix(gantry, 30, 44, 2.0) @ lines.reshape(-1, 5)).view(30, 44, 5)
    assert torch.allclose(back, by_matrix, rtol=1e-5, atol=1e-5 * float(back.max()))


@pytest.mark.parametrize("views", VIEWS.values(), ids=VIEWS.keys())
def test_projection_measures_chords_and_reconstruction_gives_the_disc_back(views):
    y, x = np.mgrid[:40, :50]
    r = np.hypot(x - 24.5, y - 19.5) * 2.0
    image = torch.from_numpy(np.clip(0.5 - (r - 30) / 2.0, 0, 1).astype(np.float32))[:, :, None]
    gantry = build_gantry(views, 40, 50, 2.0)
    (lines,) = project_volumes([image], rays_on_grid(gantry, 40, 50, 2.0), gantry)
    assert lines.amax(dim=1).numpy() == pytest.approx(np.full((gantry.views, 1), 6.0), abs=0.1)
    back = back_project_volume(filter_views(lines, gantry, CLEAN.kernel), gantry, 40, 50, 2.0)[:, :, 0].numpy()
    assert back[r < 20].mean() == pytest.approx(1, abs=0.01)
    assert back[r > 40].mean() == pytest.approx(0, abs=0.01)


def test_helical_readings_interpolate_to_one():
    table = Table(0.3, row=1.7, turn=5, conjugate=True)
    at = measured_at(table, np.linspace(0, 0.99, 30), 40)
    share = readings_to_slices(at, 40).sum(dim=1)
    assert torch.allclose(share, torch.ones_like(share), atol=1e-5)


def test_a_slanted_edge_makes_windmills_only_in_a_helical_scan():
    kn, pe, _ = disc(30, "aluminium", 2.7)
    y, x = np.mgrid[:96, :96] - 47.5
    cut = np.arange(24)[None, None] > 12 + 0.15 * x[:, :, None]
    kn, pe = (np.where(cut, 0, np.repeat(a, 4, axis=2)).astype(np.float32) for a in (kn, pe))
    around = (np.hypot(x, y) > 24) & (np.hypot(x, y) < 40)
    still, helical = (
        clean_scan(kn, pe, replace(CLEAN, table=table))[12][around].std()
        for table in (Table(0.3), Table(0.3, row=2.4, turn=4))
    )
    assert helical > 1.8 * still


def test_held_out_scanners_are_drawn_for_tests_only():
    draws = {
        split: [draw_scanner(np.random.default_rng(seed), split) for seed in range(150)] for split in ("train", "test")
    }
    held = {
        split: [s.family == HELD_OUT_FAMILY or s.kernel.name == HELD_OUT_KERNEL for s in scanners]
        for split, scanners in draws.items()
    }
    assert not any(held["train"])
    assert 10 < sum(held["test"]) < 90
    assert {s.family for s in draws["train"]} < {s.family for s in draws["test"]}
    assert all(isinstance(s.settings()["views"]["count"], int) for s in draws["test"])


@pytest.mark.parametrize("energies", ["two voltages", "sandwich"])
def test_two_energies_tell_mineral_from_organic(energies):
    cases = (("ivory", 1.8, 1.2, 1.7), ("keratin", 1.3, 0.97, 1.05), ("water", 1.0, 0.98, 1.02))
    for name, density, low, high in cases:
        kn, pe, middle = disc(9, name, density)
        hu, hu_low = both_energies(kn, pe, replace(CLEAN, energies=energies))
        ratio = (hu_low[3][middle].mean() + 1000) / (hu[3][middle].mean() + 1000)
        assert low < ratio < high, name


def steel_in_water() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Coefficients of water with two steel rods, and the pixels between the rods."""
    kn, pe, _ = disc(50, "water", 1.0)
    y, x = np.mgrid[:96, :96] - 47.5
    rods = (np.hypot(np.abs(x) - 20, y) < 3)[:, :, None]
    steel = mixture_coefficients(RECIPES["steel"][0])
    kn, pe = (np.where(rods, 7.8 * c, a).astype(np.float32) for c, a in zip(steel, (kn, pe), strict=True))
    return kn, pe, (np.abs(x) < 12) & (np.abs(y) < 2)


def test_metal_reduction_takes_the_band_between_two_rods():
    kn, pe, between = steel_in_water()
    plain, reduced = (clean_scan(kn, pe, replace(CLEAN, metal_hu=hu))[3] for hu in (0.0, 3500.0))
    assert plain[between].mean() < -150
    assert abs(reduced[between].mean()) < 60
    assert reduced[47, 67] == plain[47, 67]


def test_rounds_of_correction_weaken_the_streaks_of_few_views():
    kn, pe, _ = disc(40, "ivory", 1.8)
    few = replace(CLEAN, views=Views(50, 500.0, arc=360.0))
    plain, refined = (clean_scan(kn, pe, replace(few, rounds=rounds))[3] for rounds in (0, 2))
    outside = np.hypot(*(np.mgrid[:96, :96] - 47.5)) * 1.5 > 48
    assert refined[outside].std() < 0.75 * plain[outside].std()


def test_a_live_thing_blurs_and_the_rest_stays_sharp():
    y, x = np.mgrid[:96, :96] - 47.5
    left, right = ((np.hypot(x - at, y) < 8)[:, :, None] & np.ones(6, bool) for at in (-20, 20))
    kn, pe = (c * (left | right).astype(np.float32) for c in mixture_coefficients((("H2O", 1.0),)))
    motion = replace(CLEAN.motion, live_mm=4.0)
    hu = clean_scan(kn, pe, replace(CLEAN, motion=motion), live=left)
    still = clean_scan(kn, pe, CLEAN)
    near_left, near_right = x < -5, x > 5
    change = np.abs(hu - still)[3]
    assert change[near_left].max() > 150
    assert change[near_right].max() < 60


def test_a_jerk_of_the_belt_blurs_edges_and_leaves_the_middle():
    kn, pe, middle = disc(30, "acrylic", 1.19)
    still, jerked = (
        clean_scan(kn, pe, replace(CLEAN, motion=replace(CLEAN.motion, jerk_mm=jerk)))[3] for jerk in (0.0, 3.0)
    )
    assert np.abs(jerked - still).max() > 200
    assert abs(jerked[middle].mean() - still[middle].mean()) < 10


def test_a_truncated_field_cups_at_its_edge():
    kn, pe, middle = disc(60, "water", 1.0)
    views = replace(CLEAN.views, field=0.5)
    hu = clean_scan(kn, pe, replace(CLEAN, views=views, finish=replace(CLEAN.finish, outside=-1000.0)))[3]
    assert hu[0, 0] == -1000.0
    assert hu[47, 47 - 32] > hu[47, 47] + 60


def test_every_family_scans_with_finite_numbers():
    kn, pe, _ = disc(40, "ivory", 1.8, n=64)
    seen = set()
    for seed in range(40):
        scanner = draw_scanner(np.random.default_rng(seed), "test")
        if scanner.family in seen:
            continue
        seen.add(scanner.family)
        hu = clean_scan(kn, pe, scanner, seed)
        assert hu.shape == (6, 64, 64)
        assert np.isfinite(hu).all()
    assert len(seen) == 6


def test_lines_agree_with_an_independent_projector():
    pytest.importorskip("astra", exc_type=ImportError)
    from physics.compare_astra import compare

    parallel, fan = compare(Views(60, 0.0), 96, 128), compare(Views(60, 400.0, arc=360.0), 96, 128)
    assert parallel["lines"] < 1e-5
    assert fan["lines"] < 3e-3
    assert abs(fan["water"] - fan["water of astra's lines"]) < 2e-3
