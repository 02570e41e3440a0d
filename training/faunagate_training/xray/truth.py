"""Which pixels an object lies in, and how much of it can be seen there."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import find_objects

from ..simulator.packer import ObjectRecord
from ..simulator.spectrum import Spectrum
from .beam import transmission
from .exposure import Exposure, at_lines
from .geometry import shadow_rows
from .load import Load

LEAST_MM, LEAST_SHARE = 0.8, 0.2
"""A pixel shows an object when its ray passes through so much of it: in mm, and relative to its thick parts (the
thickness that 90 % of its pixels stay below)."""

MIN_PIXELS = 6
"""Objects in fewer pixels are not counted as present in a view."""


@dataclass(frozen=True)
class Seen:
    """An object in a view. mask: bool like its box, amodal (also where other things lie in front). box: first row,
    first line, end row, end line (exclusive). size_mm: extent across the fan, at the object's own distance, and along
    the belt.

    own: mean of its own attenuation at the high energy, alone in the beam; share: of all attenuation at its pixels;
    visible: share of `own` that the readings still show (near 1 in thin clutter, 0 behind starved steel);
    contrast_to_noise: of a single pixel, the median.
    """

    number: int
    mask: np.ndarray
    box: tuple[int, int, int, int]
    size_mm: tuple[float, float]
    own: float
    share: float
    visible: float
    contrast_to_noise: float


@dataclass(frozen=True)
class Shown:
    """What the objects lie in: integrals of both coefficients, signal with scatter and its noise, all [rows, lines], of
    the thick layer; floor: see Calibration."""

    kn: np.ndarray
    pe: np.ndarray
    signal: np.ndarray
    noise: np.ndarray
    spectrum: Spectrum
    floor: float


def seen_objects(load: Load, exposure: Exposure, shown: Shown, objects: list[ObjectRecord]) -> list[Seen]:
    """Those of the objects that show in a view."""
    boxes = find_objects(load.owner)
    inside = [(o, boxes[o.number - 1]) for o in objects if o.number <= len(boxes) and boxes[o.number - 1] is not None]
    return [seen for o, box in inside if (seen := seen_object(load, exposure, shown, o.number, box)) is not None]


def seen_object(
    load: Load, exposure: Exposure, shown: Shown, number: int, where: tuple[slice, slice, slice]
) -> Seen | None:
    """Object `number`, whose voxels lie in the box `where` of the load; None where too few pixels show it."""
    (sy, sx, sz), (ys, xs, zs) = load.spacing, where
    box = (exposure.left + xs.start * sx, exposure.left + xs.stop * sx, ys.start * sy, ys.stop * sy)
    first, last = shadow_rows(exposure.view, exposure.rays, box)
    rows = slice(max(0, first - 1), last + 1)
    line = np.nonzero((exposure.z > zs.start * sz - sz) & (exposure.z < zs.stop * sz + sz))[0]
    if first >= last or not line.size:
        return None
    lines = slice(int(line[0]), int(line[-1]) + 1)
    mine = (load.owner[where] == number).astype(np.float32)
    parts = np.concatenate([mine, load.kn[where] * mine, load.pe[where] * mine], axis=2)
    sums = exposure.integrals(parts, load, (ys.start, xs.start, zs.start), rows)
    nz = mine.shape[2]
    mm, kn, pe = (at_lines(sums[:, k * nz : (k + 1) * nz], exposure.z[lines], sz, zs.start) for k in range(3))
    mask = mask_of(mm)
    if mask is None:
        return None
    top, start, end, stop = box_of(mask)
    cut = (slice(top, end), slice(start, stop))
    mask, kn, pe = mask[cut], kn[cut] / 10, pe[cut] / 10
    at = (slice(rows.start + top, rows.start + end), slice(lines.start + start, lines.start + stop))
    total = [v[at][mask] for v in (shown.kn, shown.pe)]
    alone = -np.log(np.maximum(transmission(kn[mask], pe[mask], shown.spectrum), 1e-12))
    whole = transmission(*total, shown.spectrum)
    without = transmission(total[0] - kn[mask], total[1] - pe[mask], shown.spectrum)
    signal, noise = shown.signal[at][mask], shown.noise[at][mask]
    lifted = np.log(np.maximum(signal + without - whole, shown.floor) / np.maximum(signal, shown.floor))
    own = float(alone.mean())
    middle = np.array([(box[0] + box[1]) / 2, (box[2] + box[3]) / 2])
    return Seen(
        number,
        mask,
        (at[0].start, at[1].start, at[0].stop, at[1].stop),
        (across_mm(exposure, at[0], middle), (stop - start) * float(np.diff(exposure.z).mean())),
        own,
        float(np.clip(alone.sum() / max(float(-np.log(np.maximum(whole, 1e-12)).sum()), 1e-9), 0, 1)),
        float(np.clip(lifted.mean() / max(own, 1e-9), 0, 1)),
        float(np.median(np.where(signal > shown.floor, lifted * signal / np.maximum(noise, 1e-9), 0.0))),
    )


def across_mm(exposure: Exposure, rows: slice, middle: np.ndarray) -> float:
    """Extent in mm of rows across the fan, at the distance of a point (x, y) from the source."""
    source = np.asarray(exposure.view.source)
    ends = exposure.rays[[rows.start, rows.stop - 1]] - source
    cosine = (ends[0] @ ends[1]) / np.sqrt((ends[0] @ ends[0]) * (ends[1] @ ends[1]))
    return float(np.arccos(min(1.0, cosine)) * np.hypot(*(middle - source)))


def mask_of(mm: np.ndarray) -> np.ndarray | None:
    """bool like mm (of the object in each ray): the pixels that show it; None where they are too few."""
    inside = mm[mm > LEAST_MM / 2]
    if inside.size < MIN_PIXELS:
        return None
    mask = mm >= max(LEAST_MM, LEAST_SHARE * float(np.percentile(inside, 90)))
    return mask if int(mask.sum()) >= MIN_PIXELS else None


def box_of(mask: np.ndarray) -> tuple[int, int, int, int]:
    """First row, first line, end row, end line of a mask that is not empty."""
    rows, lines = (np.nonzero(mask.any(axis=a))[0] for a in (1, 0))
    return int(rows[0]), int(lines[0]), int(rows[-1]) + 1, int(lines[-1]) + 1


def run_lengths(mask: np.ndarray) -> list[int]:
    """Lengths of the runs of a mask read row by row, alternately outside and inside; the first is outside (may be
    0)."""
    flat = mask.ravel()
    ends = np.nonzero(np.diff(flat))[0] + 1
    runs = np.diff(np.concatenate([[0], ends, [flat.size]])).tolist()
    return [0, *runs] if flat[0] else runs


def mask_from(runs: list[int], shape: tuple[int, int]) -> np.ndarray:
    """The mask bool [rows, lines] of run lengths."""
    inside = np.arange(len(runs)) % 2 == 1
    return np.repeat(inside, runs).reshape(shape)
