"""Image quality of the simulated scanners: uniformity, noise, sharpness, contrast, streaks. Figures for the docs.

    python -m physics.measure OUT          (prints tables; writes OUT/kernels.png)

Phantoms are made finer than the reconstruction's pixels where sharpness is measured. Methods follow ICRU report 87
(2012): modulation transfer from a rod's edge, noise power from differences of repeated scans.
"""

import sys
from dataclasses import replace
from pathlib import Path

import matplotlib
import numpy as np

from faunagate_training.simulator.basis import mixture_coefficients
from faunagate_training.simulator.materials import RECIPES
from faunagate_training.simulator.scanner import Scanner, scan
from faunagate_training.simulator.scanner_beam import Beam
from faunagate_training.simulator.scanner_detector import Detector
from faunagate_training.simulator.scanner_filter import KERNEL_RANGES, Kernel
from faunagate_training.simulator.scanner_gantry import Views
from faunagate_training.simulator.scanner_image import Finish
from faunagate_training.simulator.scanner_motion import Motion
from faunagate_training.simulator.scanner_table import Table
from faunagate_training.simulator.spectrum import detected_spectrum

matplotlib.use("Agg")
import matplotlib.pyplot as plt

PLAIN = Scanner(
    family="rotating fan",
    energies="single",
    views=Views(200, 600.0, arc=360.0, quarter=True),
    beam=Beam(0.0, 450.0, 0.0),
    detector=Detector(5e4, 5.0, 0.4, 0.0, 8.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1),
    table=Table(0.3),
    motion=Motion(0.0, 0.0, 0.0, 1.0, 0),
    kernel=Kernel("standard", 0.9, 1.0, 0.0),
    metal_hu=0.0,
    rounds=0,
    finish=Finish(0.0, 0, 100.0, 0.0, 1.0, 0.0, -32768, 32767, float("nan")),
)
BEAM = {"kvp": 140, "filters_mm": {"Al": 2.0, "Cu": 0.5}}
PIXEL = 2.0


def middle_of(kernel: str) -> Kernel:
    """The kernel in the middle of a kind's ranges."""
    return Kernel(kernel, *(sum(limits) / 2 for limits in KERNEL_RANGES[kernel]))


def rods(parts: list[tuple[str, float, float, float, float]], n: int = 160, nz: int = 6) -> list[np.ndarray]:
    """Both coefficients [n, n, nz] of upright cylinders (material, density, x, y, radius in mm); later ones replace
    earlier ones. Edges are averaged over 5 x 5 points in a pixel."""
    fine = (np.arange(5 * n) - (5 * n - 1) / 2) * PIXEL / 5
    planes = np.zeros((2, 5 * n, 5 * n), np.float32)
    for name, density, x, y, radius in parts:
        inside = (fine[None] - x) ** 2 + (fine[:, None] - y) ** 2 < radius**2
        for plane, coefficient in zip(planes, mixture_coefficients(RECIPES[name][0]), strict=True):
            plane[inside] = coefficient * density
    coarse = planes.reshape(2, n, 5, n, 5).mean(axis=(2, 4))
    return [np.repeat(plane[:, :, None], nz, axis=2) for plane in coarse]


def imaged(parts: list[np.ndarray], scanner: Scanner, seed: int = 0) -> np.ndarray:
    return scan(*parts, PIXEL, scanner, np.random.default_rng(seed), (detected_spectrum(**BEAM),))[0]


def radius_mm(n: int, x: float = 0.0, y: float = 0.0) -> np.ndarray:
    """Distance in mm of each pixel [n, n] from a point (y up)."""
    at = (np.arange(n) - (n - 1) / 2) * PIXEL
    return np.hypot(at[None] - x, at[::-1, None] - y)


def uniformity() -> None:
    water = rods([("water", 1.0, 0, 0, 120)])
    r = radius_mm(160)
    families = {
        "whole turn": PLAIN.views,
        "short scan": Views(180, 600.0),
        "parallel": Views(180, 0.0),
        "uneven ring, 100 views": Views(100, 700.0, arc=360.0, unevenness=0.25, seed=1),
    }
    print("water 240 mm: middle, edge (HU), noise (HU)")
    for name, views in families.items():
        hu = imaged(water, replace(PLAIN, views=views))[1:5]
        print(
            f"  {name}: {hu[:, r < 25].mean():.1f} {hu[:, (r > 95) & (r < 110)].mean():.1f} {hu[:, r < 25].std():.1f}"
        )
    beams = {"no correction": Beam(0, 0, 0), "right to 200 mm": Beam(0, 200, 0), "bowtie 8 mm": Beam(8, 450, 0)}
    for name, beam in beams.items():
        hu = imaged(water, replace(PLAIN, beam=beam))[1:5]
        print(f"  {name}: {hu[:, r < 25].mean():.1f} {hu[:, (r > 95) & (r < 110)].mean():.1f}")


def contrast() -> None:
    print("rods of 24 mm in 200 mm water, HU (140 kV, 2 mm Al, 0.5 mm Cu); alone in air")
    samples = {"ivory": 1.8, "keratin": 1.3, "aluminium": 2.7, "acrylic": 1.19, "glass": 2.5, "pvc": 1.38}
    for name, density in samples.items():
        r = radius_mm(160, 30, 20)
        inside = imaged(rods([("water", 1.0, 0, 0, 100), (name, density, 30, 20, 12)]), PLAIN)[1:5, r < 7].mean()
        alone = imaged(rods([(name, density, 30, 20, 12)]), PLAIN)[1:5, r < 7].mean()
        print(f"  {name}: {inside:.0f}; {alone:.0f}")


def sharpness(axes: np.ndarray) -> None:
    """Edge response of a 60 mm acrylic rod and noise power in water, per kernel."""
    quiet = replace(PLAIN, detector=replace(PLAIN.detector, photons=1e9, electronic=0.0))
    rod, water = rods([("acrylic", 1.19, 3.3, 1.7, 30)]), rods([("water", 1.0, 0, 0, 100)])
    r = radius_mm(160, 3.3, 1.7)
    print("kernel: half modulation (1/mm), overshoot (%), 10-90 % edge (mm), noise (HU), its mean frequency (1/mm)")
    for name in KERNEL_RANGES:
        kernel = middle_of(name)
        hu = imaged(rod, replace(quiet, kernel=kernel))[2]
        at = np.arange(20, 40, 0.25)
        edge = np.array([hu[np.abs(r - a) < 0.4].mean() for a in at])
        edge = (edge - edge[-8:].mean()) / (edge[:8].mean() - edge[-8:].mean())
        spread = np.abs(np.fft.rfft(np.gradient(edge), 512))
        mtf, f = spread / spread[0], np.fft.rfftfreq(512, 0.25)
        half = f[np.argmax(mtf < 0.5)]
        rise = at[np.argmax(edge < 0.1)] - at[np.argmax(edge < 0.9)]
        noisy = replace(PLAIN, kernel=kernel)
        twice = lambda seed: imaged(water, noisy, seed)[1:5, 48:112, 48:112]  # noqa: B023, E731
        pairs = [twice(1) - twice(10), twice(2) - twice(11)]
        power = np.mean(np.abs(np.fft.fft2(np.concatenate(pairs))) ** 2, axis=0) / 2
        fr = np.hypot(*np.meshgrid(np.fft.fftfreq(64, PIXEL), np.fft.fftfreq(64, PIXEL)))
        bins = np.arange(0, 0.25, 0.25 / 16)
        radial = np.array([power[(fr >= b) & (fr < b + 0.25 / 16)].mean() for b in bins])
        mean = (power * fr).sum() / power.sum()
        noise = np.std(np.concatenate(pairs)) / np.sqrt(2)
        print(f"  {name}: {half:.3f} {100 * (edge.max() - 1):.0f} {rise:.2f} {noise:.1f} {mean:.3f}")
        axes[0].plot(f[f < 0.3], mtf[f < 0.3], label=name)
        axes[1].plot(bins, radial / radial.max(), label=name)
    axes[0].set_title("modulation transfer")
    axes[1].set_title("noise power (each to its maximum)")
    for axis in axes:
        axis.set_xlabel("1/mm")
        axis.legend(fontsize=7)


def streaks() -> None:
    print("two steel rods of 16 mm in 200 mm water: standard deviation of the water (HU), band between them (HU)")
    steel = rods([("water", 1.0, 0, 0, 100), ("steel", 7.8, -40, 0, 8), ("steel", 7.8, 40, 0, 8)])
    near = np.minimum(radius_mm(160, -40), radius_mm(160, 40))
    water = (radius_mm(160) < 85) & (near > 16)
    band = (radius_mm(160) < 20) & (np.abs((np.arange(160) - 79.5) * PIXEL) < 4)[:, None]
    cases = {
        "whole turn": PLAIN,
        "parallel": replace(PLAIN, views=Views(180, 0.0)),
        "few views": replace(PLAIN, views=Views(80, 700.0, arc=360.0, unevenness=0.2)),
        "few views, 2 rounds": replace(PLAIN, views=Views(80, 700.0, arc=360.0, unevenness=0.2), rounds=2),
        "reduced": replace(PLAIN, metal_hu=3500.0),
    }
    for name, scanner in cases.items():
        hu = imaged(steel, scanner)[1:5]
        print(f"  {name}: {hu[:, water].std():.0f} {hu[:, band].mean():.0f}")


if __name__ == "__main__":
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    figure, panels = plt.subplots(1, 2, figsize=(8, 3))
    uniformity()
    contrast()
    sharpness(panels)
    streaks()
    figure.tight_layout()
    figure.savefig(out / "kernels.png", dpi=60)
