"""Attenuation, projection and CT numbers."""

import numpy as np
import pytest
import torch

from faunagate_training.simulator.basis import klein_nishina, mixture_coefficients, photoelectric
from faunagate_training.simulator.materials import RECIPES
from faunagate_training.simulator.projector import Geometry, back_matrix, detectors_for, forward_matrix
from faunagate_training.simulator.scanner import Scanner, scan
from faunagate_training.simulator.spectrum import draw_spectrum

CLEAN = Scanner(
    views=180,
    start=0.1,
    photons=1e6,
    electronic=0.0,
    scatter=0.0,
    ring=0.0,
    detector_blur=0.3,
    z_blur=0.3,
    cutoff=1.0,
    boost=0.0,
    hardening_corrected=True,
    hu_scale=1.0,
    hu_offset=0.0,
    clip_high=4095,
    smooth=0.0,
)


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


def test_water_is_zero_and_air_minus_a_thousand():
    kn, pe, middle = disc(45, "water", 1.0)
    hu = scan(kn, pe, 1.5, CLEAN, np.random.default_rng(0))
    assert hu[3][middle].mean() == pytest.approx(0, abs=15)
    assert hu[3][:10, :10].mean() == pytest.approx(-1000, abs=15)


def test_ivory_cylinder_lies_between_its_values_at_55_and_110_kev():
    kn, pe, middle = disc(12, "ivory", 1.8)
    for seed in range(3):
        rng = np.random.default_rng(seed)
        hu = scan(kn, pe, 1.5, CLEAN, rng, spectrum=draw_spectrum(rng))
        assert hu_at("ivory", 1.8, 110) - 60 < hu[3][middle].mean() < hu_at("ivory", 1.8, 55) + 60


def test_projector_measures_chords_and_its_adjoint_is_its_transpose():
    geometry = Geometry(40, 50, 2.0, 24, detectors_for(40, 50), 0.2)
    forward = forward_matrix(geometry)
    rng = np.random.default_rng(1)
    x = torch.from_numpy(rng.random((2000, 2), np.float32))
    y = torch.from_numpy(rng.random((forward.shape[0], 2), np.float32))
    assert float(((forward @ x) * y).sum()) == pytest.approx(
        float((x * (forward.to_sparse_coo().t() @ y)).sum()), rel=1e-4
    )
    yy, xx = np.mgrid[:40, :50]
    r = np.hypot(xx - 24.5, yy - 19.5) * 2.0
    image = np.clip(0.5 - (r - 30) / 2.0, 0, 1).astype(np.float32).reshape(-1, 1)
    longest = (forward @ torch.from_numpy(image)).view(24, -1).max(dim=1).values
    assert longest.numpy() == pytest.approx(np.full(24, 6.0), abs=0.1)


def test_back_projection_weights_sum_to_pi():
    geometry = Geometry(16, 16, 1.0, 12, detectors_for(16, 16))
    sums = back_matrix(geometry) @ torch.ones(12 * geometry.detectors, 1)
    assert sums.numpy() == pytest.approx(np.full((256, 1), np.pi), rel=1e-5)
