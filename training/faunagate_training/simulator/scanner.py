"""A CT scanner drawn at random and what it makes of a bag: from attenuation to a noisy HU volume."""

from dataclasses import asdict, dataclass

import numpy as np
import torch

from .projector import Geometry, detectors_for, matrices
from .spectrum import Spectrum, draw_spectrum

MIN_SIGNAL = 2e-5
"""Transmission below which a detector gives no more signal (photon starvation)."""


@dataclass(frozen=True)
class Scanner:
    """One draw of a scanner and its settings. Ranges: see draw_scanner."""

    views: int
    start: float
    photons: float
    electronic: float
    scatter: float
    ring: float
    detector_blur: float
    z_blur: float
    cutoff: float
    boost: float
    hardening_corrected: bool
    hu_scale: float
    hu_offset: float
    clip_high: int
    smooth: float

    def settings(self) -> dict:
        return asdict(self)


def draw_scanner(rng: np.random.Generator) -> Scanner:
    """Ranges follow published baggage and medical CT: 1e4 to 2e5 photons per ray and reading,
    scatter left after correction up to 1.2 % of the unattenuated beam,
    point spread 0.6 to 1.5 detectors, HU errors of a few percent."""
    return Scanner(
        views=int(rng.choice([140, 160, 180, 220, 260])),
        start=float(rng.uniform(0, np.pi)),
        photons=float(10 ** rng.uniform(4.0, 5.3)),
        electronic=float(rng.uniform(2, 12)),
        scatter=float(rng.uniform(0.0, 0.012)),
        ring=float(rng.choice([0.0, rng.uniform(0.0005, 0.006)], p=[0.4, 0.6])),
        detector_blur=float(rng.uniform(0.25, 0.6)),
        z_blur=float(rng.uniform(0.2, 0.75)),
        cutoff=float(rng.uniform(0.55, 1.0)),
        boost=float(rng.choice([0.0, rng.uniform(0.1, 0.6)], p=[0.7, 0.3])),
        hardening_corrected=bool(rng.random() < 0.85),
        hu_scale=float(rng.normal(1.0, 0.02)),
        hu_offset=float(rng.normal(0.0, 12.0)),
        clip_high=int(rng.choice([3071, 4095, 32767], p=[0.5, 0.25, 0.25])),
        smooth=float(rng.choice([0.0, rng.uniform(0.3, 0.6)], p=[0.7, 0.3])),
    )


def gaussian_matrix(n: int, sigma: float) -> torch.Tensor:
    """Row-normalised Gaussian blur [n, n], sigma in samples."""
    i = torch.arange(n, dtype=torch.float32)
    k = torch.exp(-0.5 * ((i[:, None] - i[None]) / max(sigma, 1e-3)) ** 2)
    return k / k.sum(dim=1, keepdim=True)


def filter_matrix(n: int, pixel_cm: float, cutoff: float, boost: float) -> torch.Tensor:
    """Ramp filter as a Toeplitz matrix [n, n] in 1/cm, with a Hann window up to `cutoff` of Nyquist
    and an optional edge boost (Kak and Slaney 1988, chapter 3)."""
    size = 4 * n
    k = np.arange(size)
    k = np.minimum(k, size - k)
    kernel = np.zeros(size)
    kernel[0] = 0.25
    odd = k % 2 == 1
    kernel[odd] = -1 / (np.pi * k[odd]) ** 2
    freq = np.fft.fftfreq(size) * 2
    window = np.where(np.abs(freq) <= cutoff, 0.5 + 0.5 * np.cos(np.pi * freq / cutoff), 0)
    window = window * (1 + boost * 4 * np.abs(freq))
    taps = np.fft.ifft(np.fft.fft(kernel).real * window).real
    i = np.arange(n)
    return torch.from_numpy((taps[np.abs(i[:, None] - i[None])] / pixel_cm).astype(np.float32))


def hardening_curve(spectrum: Spectrum) -> tuple[np.ndarray, float]:
    """Polynomial (degree 4, no constant) from polychromatic to monochromatic water, and mu of water."""
    thickness = np.linspace(0, 45, 120)
    poly = -np.log((spectrum.weight[None] * np.exp(-thickness[:, None] * spectrum.water[None])).sum(axis=1))
    mu = float((spectrum.weight * spectrum.water).sum())
    design = np.stack([poly**p for p in range(1, 5)], axis=1)
    coefficients = np.linalg.lstsq(design, mu * thickness, rcond=None)[0]
    return coefficients, mu


def scan(
    kn: np.ndarray,
    pe: np.ndarray,
    pixel_mm: float,
    scanner: Scanner,
    rng: np.random.Generator,
    device: str = "cpu",
    spectrum: Spectrum | None = None,
) -> np.ndarray:
    """HU float32 [nz, ny, nx] (rows downwards) of coefficients [ny, nx, nz] (y up, 1/cm).

    Chain: two line integrals per ray, Beer-Lambert over the spectrum's bins, blur of focus and
    detector and along z, scatter, Poisson and electronic noise, starvation, detector gain errors,
    water beam-hardening correction, filtered back-projection, scale and offset error, clipping.
    """
    spectrum = spectrum or draw_spectrum(rng)
    ny, nx, nz = kn.shape
    detectors = detectors_for(ny, nx)
    geometry = Geometry(ny, nx, pixel_mm, scanner.views, detectors, scanner.start)
    forward, back = matrices(geometry, device)
    as_columns = lambda a: torch.from_numpy(np.ascontiguousarray(a[::-1]).reshape(ny * nx, nz)).to(device)  # noqa: E731
    line_kn = forward @ as_columns(kn)
    line_pe = forward @ as_columns(pe)
    signal = torch.zeros_like(line_kn)
    for weight, k, p in zip(spectrum.weight, spectrum.kn, spectrum.pe, strict=True):
        signal += float(weight) * torch.exp(line_kn * -float(k) - line_pe * float(p))
    del line_kn, line_pe
    signal = signal.view(scanner.views, detectors, nz)
    blur = gaussian_matrix(detectors, scanner.detector_blur).to(device)
    signal = torch.matmul(blur, signal)
    signal = torch.matmul(signal, gaussian_matrix(nz, scanner.z_blur).to(device).T)
    if scanner.scatter:
        wide = gaussian_matrix(detectors, detectors / 6).to(device)
        signal = signal + scanner.scatter * (0.6 * torch.matmul(wide, signal) + 0.1 * signal.mean())
    signal = signal * scanner.photons
    generator = torch.Generator().manual_seed(int(rng.integers(2**62)))
    noise = torch.randn(signal.shape, generator=generator).to(device)
    signal = signal + noise * torch.sqrt(signal + scanner.electronic**2)
    signal = torch.clamp(signal / scanner.photons, min=max(MIN_SIGNAL, 0.5 / scanner.photons))
    if scanner.ring:
        gain = 1 + scanner.ring * rng.standard_normal(detectors)
        signal = signal * torch.from_numpy(gain.astype(np.float32)).to(device)[None, :, None]
    line = -torch.log(signal)
    coefficients, mu_water = hardening_curve(spectrum)
    if scanner.hardening_corrected:
        a, b, c, d = (float(v) for v in coefficients)
        line = line * (a + line * (b + line * (c + line * d)))
    filtered = torch.matmul(filter_matrix(detectors, pixel_mm / 10, scanner.cutoff, scanner.boost).to(device), line)
    mu = back @ filtered.view(scanner.views * detectors, nz)
    hu = (mu / mu_water - 1) * 1000 * scanner.hu_scale + scanner.hu_offset
    hu = hu.view(ny, nx, nz).permute(2, 0, 1)
    if scanner.smooth:
        hu = torch.matmul(
            torch.matmul(gaussian_matrix(ny, scanner.smooth).to(device), hu),
            gaussian_matrix(nx, scanner.smooth).to(device).T,
        )
    return torch.clamp(hu, -1024, scanner.clip_high).contiguous().cpu().numpy()
