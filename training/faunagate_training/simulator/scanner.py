"""A CT scanner and what it makes of a bag: from attenuation to noisy HU volumes."""

from dataclasses import asdict, dataclass

import numpy as np
import torch

from .projector import back_project_volume, project_volumes
from .projector_rays import rays_on_grid
from .scanner_beam import Beam, Detected
from .scanner_detector import Detector, blurred, counted, lagged, scattered, with_gain_errors
from .scanner_filter import Kernel, filter_views
from .scanner_gantry import Gantry, Views, build_gantry
from .scanner_image import Finish, finished
from .scanner_iterate import refined
from .scanner_metal import reduced_metal
from .scanner_motion import Motion, moved_lines
from .scanner_table import Table, measured_at, readings_to_slices, slices_to_readings
from .spectrum import Spectrum


@dataclass(frozen=True)
class Scanner:
    """One draw of a scanner and its settings; `family` names its kind. Ranges: see scanner_family.

    energies: see spectrum.draw_spectra. metal_hu: CT number above which the scanner takes a voxel for metal and
    reduces its artefacts (0: it does not). rounds: of correction after filtered back-projection.
    """

    family: str
    energies: str
    views: Views
    beam: Beam
    detector: Detector
    table: Table
    motion: Motion
    kernel: Kernel
    metal_hu: float
    rounds: int
    finish: Finish

    def settings(self) -> dict:
        """Everything above as plain nested dictionaries of numbers and words."""
        return asdict(self)


def scan(
    kn: np.ndarray,
    pe: np.ndarray,
    pixel_mm: float,
    scanner: Scanner,
    rng: np.random.Generator,
    spectra: tuple[Spectrum, ...],
    device: str = "cpu",
    live: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray | None]:
    """(HU, HU at the low energy or None), float32 [nz, ny, nx] (rows downwards), of coefficients [ny, nx, nz] (y up,
    1/cm). `spectra` are one, or the high and the low one. `live` bool [ny, nx, nz]: what moves during the scan.

    Chain: two line integrals per ray of the moving bag; for each energy Beer-Lambert over the spectrum's bins behind
    the bowtie, focus and crosstalk, scatter, slice profile, lag, Poisson and electronic noise, starvation, detector
    gain errors, water correction, z-interpolation, filtered back-projection, correction rounds, metal artefact
    reduction, smoothing and number conventions.
    """
    ny, nx, _ = kn.shape
    upright = lambda a: torch.from_numpy(np.ascontiguousarray(a[::-1])).to(device)  # noqa: E731
    gantry = build_gantry(scanner.views, ny, nx, pixel_mm)
    belt = scanner.motion.belt(gantry.views)
    volumes = [upright(kn), upright(pe)]
    lines = project_volumes(volumes, rays_on_grid(gantry, ny, nx, pixel_mm, belt), gantry)
    if live is not None and scanner.motion.live_mm and live.any():
        moves = moved_lines(volumes, upright(live), scanner.motion, gantry, gantry.turns(), pixel_mm)
        for line, move in zip(lines, moves, strict=True):
            line += move
    del volumes
    images = [image_of(lines, spectrum, scanner, gantry, (ny, nx, pixel_mm), rng) for spectrum in spectra]
    return images[0], images[1] if len(images) == 2 else None


def image_of(
    lines: list[torch.Tensor],
    spectrum: Spectrum,
    scanner: Scanner,
    gantry: Gantry,
    grid: tuple[int, int, float],
    rng: np.random.Generator,
) -> np.ndarray:
    """HU float32 [nz, ny, nx] at one spectrum from both coefficients' line integrals [views, detectors, nz] on a
    grid (ny, nx, pixel in mm)."""
    ny, nx, pixel_mm = grid
    nz = lines[0].shape[2]
    detected = Detected(scanner.beam, spectrum, gantry)
    log, mu_water = detected.correct(measured(lines, detected, scanner, gantry, rng))
    if scanner.table.row:
        at = measured_at(scanner.table, gantry.turns(), nz)
        log = torch.matmul(log, readings_to_slices(at, nz).to(log.device))
    mu = back_project_volume(filter_views(log, gantry, scanner.kernel), gantry, ny, nx, pixel_mm)
    if scanner.rounds:
        edge = scanner.finish.diffuse_edge * mu_water / 1000
        mu = refined(mu, log, scanner.rounds, edge, gantry, scanner.kernel, pixel_mm)
    if scanner.metal_hu:
        threshold = (1 + scanner.metal_hu / 1000) * mu_water
        mu = reduced_metal(mu, log, threshold, gantry, scanner.kernel, pixel_mm)
    circle = torch.from_numpy(gantry.circle(ny, nx, pixel_mm)).to(mu.device)
    return finished(mu, mu_water, scanner.finish, circle).cpu().numpy()


def measured(
    lines: list[torch.Tensor], detected: Detected, scanner: Scanner, gantry: Gantry, rng: np.random.Generator
) -> torch.Tensor:
    """Logarithm of what the detector reports [views, detectors, readings]."""
    detector = scanner.detector
    signal = blurred(detected.transmission(*lines), detector)
    if detector.scatter or detector.scatter_floor:
        signal = scattered(signal, detector)
    nz = signal.shape[2]
    at = measured_at(scanner.table, gantry.turns(), nz)
    signal = torch.matmul(signal, slices_to_readings(scanner.table, at, nz).to(signal.device))
    if detector.lag:
        signal = lagged(signal, detector.lag)
    signal = counted(signal, detected.open_beam, detector, rng)
    if detector.ring:
        signal = with_gain_errors(signal, detector, rng)
    return signal.log_().neg_()
