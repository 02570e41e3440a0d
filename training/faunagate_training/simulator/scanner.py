"""A CT scanner and what it makes of a bag: from attenuation to a noisy HU volume."""

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
from .scanner_table import Table, measured_at, readings_to_slices, slices_to_readings
from .spectrum import Spectrum


@dataclass(frozen=True)
class Scanner:
    """One draw of a scanner and its settings; `family` names its kind. Ranges: see scanner_family."""

    family: str
    views: Views
    beam: Beam
    detector: Detector
    table: Table
    kernel: Kernel
    finish: Finish

    def settings(self) -> dict:
        return asdict(self)


def scan(
    kn: np.ndarray,
    pe: np.ndarray,
    pixel_mm: float,
    scanner: Scanner,
    rng: np.random.Generator,
    spectrum: Spectrum,
    device: str = "cpu",
) -> np.ndarray:
    """HU float32 [nz, ny, nx] (rows downwards) of coefficients [ny, nx, nz] (y up, 1/cm).

    Chain: two line integrals per ray, Beer-Lambert over the spectrum's bins behind the bowtie, focus and
    crosstalk, scatter, slice profile, lag, Poisson and electronic noise, starvation, detector gain errors,
    water correction, z-interpolation, filtered back-projection, smoothing and number conventions.
    """
    ny, nx, nz = kn.shape
    gantry = build_gantry(scanner.views, ny, nx, pixel_mm)
    volumes = [torch.from_numpy(np.ascontiguousarray(a[::-1])).to(device) for a in (kn, pe)]
    lines = project_volumes(volumes, rays_on_grid(gantry, ny, nx, pixel_mm), gantry)
    detected = Detected(scanner.beam, spectrum, gantry)
    log, mu_water = detected.correct(measured(lines, detected, scanner, gantry, rng))
    if scanner.table.row:
        at = measured_at(scanner.table, turns(gantry), nz)
        log = torch.matmul(log, readings_to_slices(at, nz).to(log.device))
    mu = back_project_volume(filter_views(log, gantry, scanner.kernel), gantry, ny, nx, pixel_mm)
    return finished(mu, mu_water, scanner.finish, circle_of(gantry, ny, nx, pixel_mm).to(device)).cpu().numpy()


def measured(
    lines: list[torch.Tensor], detected: Detected, scanner: Scanner, gantry: Gantry, rng: np.random.Generator
) -> torch.Tensor:
    """Logarithm of what the detector reports [views, detectors, readings]."""
    detector = scanner.detector
    signal = blurred(detected.transmission(*lines), detector)
    if detector.scatter or detector.scatter_floor:
        signal = scattered(signal, detector)
    nz = signal.shape[2]
    at = measured_at(scanner.table, turns(gantry), nz)
    signal = torch.matmul(signal, slices_to_readings(scanner.table, at, nz).to(signal.device))
    if detector.lag:
        signal = lagged(signal, detector.lag)
    signal = counted(signal, detected.open_beam, detector, rng)
    if detector.ring:
        signal = with_gain_errors(signal, detector, rng)
    return signal.log_().neg_()


def turns(gantry: Gantry) -> np.ndarray:
    """View angles in turns since the first view."""
    return (gantry.angles - gantry.angles[0]) / (2 * np.pi)


def circle_of(gantry: Gantry, ny: int, nx: int, pixel_mm: float) -> torch.Tensor:
    """Distance of each pixel [ny, nx] from the middle, relative to the circle that all views see."""
    edge = min(abs(gantry.fan()[0]), abs(gantry.fan()[-1]))
    reach = gantry.radius_mm * np.sin(edge) if gantry.radius_mm else edge
    y, x = np.mgrid[:ny, :nx]
    radius = np.hypot(x - (nx - 1) / 2, y - (ny - 1) / 2) * pixel_mm
    return torch.from_numpy((radius / reach).astype(np.float32))
