"""From the share of the beam that comes through to the numbers that a detector array reports."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter, zoom
from scipy.signal import lfilter

BOARD = 64
"""Detectors on one board: they share an amplifier and drift together."""


@dataclass(frozen=True)
class Readout:
    """Errors of one scan; shares are of the open beam unless stated.

    photons: absorbed per detector and line in the open beam, at the brightest detector, in the thick layer (the thin
    one takes `thin_share` of them). electronic: noise in photons, root mean square. blur_rows, blur_lines: sigma of
    focus, aperture and crosstalk in detectors, and of the slit along the belt in lines. scatter: relative to p
    exp(-p) of the ray, spread widely; scatter_floor: everywhere behind the bag. lag: share of a reading that appears
    in the next line. gain_error: of each detector, left after the air calibration; board_error: of each board; drift:
    of each board from the scan's first line to its last; flicker: of the tube, line by line. dead: detectors that
    report nothing and that the machine knows and bridges; stuck: such that it does not know. wild: detectors whose
    gain wanders by `wild_drift`. bits: of the converter; ceiling: signal at which it is full.
    """

    photons: float
    thin_share: float
    electronic: float
    blur_rows: float
    blur_lines: float
    scatter: float
    scatter_floor: float
    lag: float
    gain_error: float
    board_error: float
    drift: float
    flicker: float
    dead: int
    stuck: int
    wild: int
    wild_drift: float
    bits: int
    ceiling: float


@dataclass(frozen=True)
class Faults:
    """Rows (indices of the whole array's detectors) of one view that are dead, stuck and wild."""

    dead: np.ndarray
    stuck: np.ndarray
    wild: np.ndarray


def draw_faults(readout: Readout, detectors: int, rng: np.random.Generator) -> Faults:
    """Which of an array's detectors are out of order."""
    picked = rng.permutation(detectors)[: readout.dead + readout.stuck + readout.wild]
    parts = np.split(picked, [readout.dead, readout.dead + readout.stuck])
    return Faults(*(np.sort(p) for p in parts))


def blurred(signal: np.ndarray, readout: Readout) -> np.ndarray:
    """Signal [rows, lines] after focus, aperture and afterglow."""
    signal = gaussian_filter(signal, (readout.blur_rows, readout.blur_lines), mode="nearest", truncate=3)
    if readout.lag:
        start = signal[:, :1] * readout.lag
        signal = lfilter([1 - readout.lag], [1, -readout.lag], signal, axis=1, zi=start)[0]
    return signal.astype(np.float32)


def scattered(signal: np.ndarray, readout: Readout) -> np.ndarray:
    """Signal [rows, lines] plus scatter: p exp(-p) of the rays around (Ohnesorge et al., Eur. Radiol. 9:563, 1999),
    worked out on every eighth row and line, and a floor where there is something on the belt."""
    rows, lines = signal.shape
    coarse = np.clip(signal[::8, ::8], 1e-6, 1)
    source = gaussian_filter(-coarse * np.log(coarse), (max(1.0, coarse.shape[0] / 6), 2.0), mode="constant")
    shade = gaussian_filter(1 - coarse, (max(1.0, coarse.shape[0] / 6), 3.0), mode="constant")
    added = readout.scatter * source + readout.scatter_floor * shade
    wide = zoom(added, (rows / added.shape[0], lines / added.shape[1]), order=1, grid_mode=True, mode="nearest")
    return signal + wide[:rows, :lines].astype(np.float32)


def noise_of(signal: np.ndarray, photons: np.ndarray, electronic: float) -> np.ndarray:
    """Standard deviation of a reading, like signal [rows, lines]; photons [rows] of the open beam."""
    n = photons[:, None]
    return np.sqrt(np.maximum(signal, 0) / n + (electronic / n) ** 2)


def read_out(
    signal: np.ndarray,
    photons: np.ndarray,
    readout: Readout,
    faults: Faults,
    first_row: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """What the machine takes for the transmission, float32 [rows, lines]: noise, gains, converter, dark and air levels
    taken out again, dead detectors bridged.

    signal: transmission after blur and scatter; photons [rows] of the open beam; first_row: the array's number of the
    picture's first row.
    """
    rows, lines = signal.shape
    number = first_row + np.arange(rows)
    board = number // BOARD - first_row // BOARD
    boards = int(board[-1]) + 1
    along = np.linspace(0, 1, lines, dtype=np.float32)
    gain = 1 + readout.gain_error * rng.standard_normal(rows) + readout.board_error * rng.standard_normal(boards)[board]
    drift = readout.drift * rng.standard_normal(boards)[board]
    flicker = 1 + readout.flicker * rng.standard_normal(lines)
    gains = (gain[:, None] + drift[:, None] * along) * flicker
    for row in np.intersect1d(faults.wild, number) - first_row:
        walk = np.cumsum(rng.standard_normal(lines)) / np.sqrt(lines)
        gains[row] += readout.wild_drift * (walk + rng.standard_normal())
    spread = noise_of(signal, photons, readout.electronic)
    value = (signal + spread * rng.standard_normal(signal.shape, dtype=np.float32)) * gains
    value[np.intersect1d(faults.stuck, number) - first_row] = 0.0
    value[np.intersect1d(faults.dead, number) - first_row] = 0.0
    full, dark = 2**readout.bits - 1, 0.01
    counts = np.clip(np.round((dark + value * (1 - dark) / readout.ceiling) * full), 0, full)
    value = ((counts / full - dark) * readout.ceiling / (1 - dark)).astype(np.float32)
    return bridged(value, np.intersect1d(faults.dead, number) - first_row)


def bridged(value: np.ndarray, dead: np.ndarray) -> np.ndarray:
    """value [rows, lines] with dead rows replaced by what lies between their living neighbours."""
    if not dead.size:
        return value
    alive = np.setdiff1d(np.arange(len(value)), dead)
    below = alive[np.maximum(np.searchsorted(alive, dead) - 1, 0)]
    above = alive[np.minimum(np.searchsorted(alive, dead), alive.size - 1)]
    share = np.where(above > below, (dead - below) / np.maximum(above - below, 1), 0.0)[:, None]
    value[dead] = value[below] * (1 - share) + value[above] * share
    return value
