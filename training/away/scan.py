"""From the attenuation of a bag to CT numbers: measured signals, their errors, and the reconstruction."""

import numpy as np
from numba import njit
from scipy import ndimage

from away import fanbeam
from away.matter import COMPONENTS, ENERGIES_KEV, basis, coefficients
from away.scanner import Scanner
from away.tube import bin_weights

_BINS = 9
_STEPS = 50.0


def _bins(scanner: Scanner) -> tuple[np.ndarray, np.ndarray]:
    """Shares of the signal [bins] and component spectra [COMPONENTS, bins] of a few bins of equal signal."""
    weights = bin_weights(scanner.kvp, scanner.filters_mm, scanner.scintillator, scanner.scintillator_mm)
    group = np.minimum((np.cumsum(weights) - weights / 2) * _BINS, _BINS - 1e-6).astype(int)
    shares = np.array([weights[group == g].sum() for g in range(_BINS)])
    spectra = np.stack([(basis() * weights)[:, group == g].sum(1) for g in range(_BINS)], 1)
    used = shares > 0
    return shares[used].astype(np.float32), (spectra[:, used] / shares[used]).astype(np.float32)


def effective_energy(scanner: Scanner) -> float:
    """Mean detected energy behind nothing, keV."""
    weights = bin_weights(scanner.kvp, scanner.filters_mm, scanner.scintillator, scanner.scintillator_mm)
    return float(weights @ ENERGIES_KEV)


def _transmission(paths: np.ndarray, shares: np.ndarray, spectra: np.ndarray) -> np.ndarray:
    """Detected part of the signal for line integrals [..., COMPONENTS]; any shape."""
    flat = paths.reshape(-1, COMPONENTS)
    out = np.ones(len(flat), np.float32)
    hit = np.flatnonzero(np.abs(flat).sum(1) > 1e-6)
    for begin in range(0, len(hit), 1 << 17):
        rays = hit[begin : begin + (1 << 17)]
        out[rays] = np.exp(-np.maximum(flat[rays] @ spectra, 0.0)) @ shares
    return out.reshape(paths.shape[:-1])


def _water_correction(shares: np.ndarray, spectra: np.ndarray) -> tuple[np.ndarray, float]:
    """Linear attenuation for measured attenuation in steps of 1 / _STEPS, and that of water per mm.

    From 0 to 1500 mm of water, with a straight continuation below 0.
    """
    water = coefficients("water", 1.0)
    depth = np.linspace(0.0, 1500.0, 600, dtype=np.float32)
    measured = -np.log(_transmission(depth[:, None] * water, shares, spectra))
    per_mm = float((water @ spectra) @ shares)
    table = np.interp(np.arange(int(measured[-1] * _STEPS)) / _STEPS, measured, depth * per_mm)
    return table.astype(np.float32), per_mm


@njit(cache=True, fastmath=True)
def _linearise(signal, table, steps):
    """Replaces detected parts [n] by linear attenuations, in place."""
    slope = table[1]
    for i in range(signal.shape[0]):
        at = -np.log(signal[i]) * steps
        if at <= 0.0:
            signal[i] = at * slope
        else:
            cell = min(int(at), len(table) - 2)
            signal[i] = table[cell] + (at - cell) * (table[cell + 1] - table[cell])


def _helical(signal: np.ndarray, scanner: Scanner) -> None:
    """Replaces every view by what a helix measures: slices only where the focus passed, linear between, in place.

    signal [views, cells, nz]: each view is sampled every `pitch_slices` slices, at a phase that turns with the view.
    """
    views, _, nz = signal.shape
    pitch = scanner.pitch_slices
    if pitch <= 1.05:
        return
    for view in range(views):
        at = (np.arange(nz) - view / views * pitch) / pitch
        below = np.floor(at)
        part = (at - below).astype(np.float32)
        low, high = (below + view / views) * pitch, (below + 1 + view / views) * pitch
        mixed = np.zeros((nz, nz), np.float32)
        for place, share in ((low, 1.0 - part), (high, part)):
            place = np.clip(place, 0, nz - 1.001)
            left = place.astype(int)
            rest = (place - left).astype(np.float32)
            np.add.at(mixed, (left, np.arange(nz)), share * (1 - rest))
            np.add.at(mixed, (left + 1, np.arange(nz)), share * rest)
        signal[view] = signal[view] @ mixed


def _measure(volume: np.ndarray, scanner: Scanner, fan: fanbeam.Fan, rng: np.random.Generator):
    """Corrected line integrals [views, cells, nz] of a bag [ny, nx, nz, COMPONENTS], and water's attenuation per mm."""
    ny, nx, nz, _ = volume.shape
    flat = volume.reshape(ny, nx, nz * COMPONENTS)
    shares, spectra = _bins(scanner)
    table, per_mm = _water_correction(shares, spectra)
    gain = (1.0 + scanner.ring * rng.standard_normal((fan.cells, 1))).astype(np.float32)
    floor = np.float32(0.3 * max(1.0, scanner.electronic) / scanner.photons)
    out = np.empty((fan.views, fan.cells, nz), np.float32)
    step = max(1, 12_000_000 // (fan.cells * nz * COMPONENTS))
    for first in range(0, fan.views, step):
        last = min(first + step, fan.views)
        paths = fanbeam.project(flat, scanner.pixel_mm, fan, first, last)
        signal = _transmission(paths.reshape(last - first, fan.cells, nz, COMPONENTS), shares, spectra)
        signal = ndimage.gaussian_filter1d(signal, scanner.focus_blur_cells, axis=1, truncate=3.0)
        if scanner.scatter > 0.0:
            coarse = np.ascontiguousarray(signal[:, ::4, ::4])
            source = coarse * -np.log(np.maximum(coarse, 1e-6)) + 0.15 * (1.0 - coarse)
            wide = ndimage.gaussian_filter(source, (0, 14, 9), truncate=2.5)
            signal += scanner.scatter * np.repeat(np.repeat(wide, 4, 1)[:, : fan.cells], 4, 2)[:, :, :nz]
        noise = rng.standard_normal(signal.shape, dtype=np.float32)
        signal += noise * np.sqrt(np.maximum(signal, 0) / scanner.photons + (scanner.electronic / scanner.photons) ** 2)
        out[first:last] = np.maximum(signal * gain, floor)
    _helical(out, scanner)
    _linearise(out.reshape(-1), table, np.float32(_STEPS))
    return out, per_mm


@njit(cache=True, fastmath=True)
def _diffuse(hu, out, contrast):
    """One step of Perona and Malik's diffusion (1990) over the six neighbours; [ny, nx, nz] HU."""
    ny, nx, nz = hu.shape
    for y in range(1, ny - 1):
        for x in range(1, nx - 1):
            for z in range(1, nz - 1):
                centre = hu[y, x, z]
                total = np.float32(0.0)
                for step in (
                    hu[y - 1, x, z] - centre,
                    hu[y + 1, x, z] - centre,
                    hu[y, x - 1, z] - centre,
                    hu[y, x + 1, z] - centre,
                    hu[y, x, z - 1] - centre,
                    hu[y, x, z + 1] - centre,
                ):
                    total += step / (np.float32(1.0) + (step / contrast) ** 2)
                out[y, x, z] = centre + np.float32(0.14) * total


def scan(volume: np.ndarray, scanner: Scanner, rng: np.random.Generator) -> np.ndarray:
    """CT numbers int16 [nz, ny, nx] of a bag given as components per mm, float32 [ny, nx, nz, COMPONENTS]."""
    ny, nx, nz, _ = volume.shape
    offset = 0.25 if scanner.quarter_offset else 0.0
    fan = fanbeam.covering(nx, ny, scanner.pixel_mm, scanner.views, scanner.cell_mm, offset, scanner.start)
    sinogram, per_mm = _measure(volume, scanner, fan, rng)
    taps = fanbeam.kernel(fan, scanner.cutoff, scanner.softness, scanner.edge)
    hu = fanbeam.reconstruct(sinogram, fan, taps, nx, ny, scanner.pixel_mm)
    hu *= np.float32(1000.0 / per_mm)
    hu -= 1000.0
    for _ in range(scanner.smoothing):
        smoother = hu.copy()
        _diffuse(hu, smoother, np.float32(60.0))
        hu = smoother
    hu = hu * scanner.hu_scale + scanner.hu_offset
    return np.ascontiguousarray(np.clip(np.rint(hu), scanner.air, scanner.ceiling).astype(np.int16).transpose(2, 0, 1))
