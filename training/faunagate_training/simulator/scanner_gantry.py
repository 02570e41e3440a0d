"""Where the views of a scan lie: parallel or fan beam, whole turn, short scan, uneven or missing views.

Angles in radians, lengths in mm. A ray is x cos(theta) + y sin(theta) = t, from the grid's centre, x to the
right and y downwards. In a fan view at angle beta the source stands at radius (-sin beta, cos beta) and the
ray at fan angle gamma has theta = beta + gamma, t = radius sin gamma (Kak and Slaney 1988, section 3.4).
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Gantry:
    """One set of views. `radius_mm` 0: parallel beam, and `pitch` in mm; else fan beam, `pitch` in radians.

    angles, shares [views]: view angle and the arc it stands for. centre: detector index of the central ray.
    redundancy [views, detectors]: share of a ray in all measurements of its line.
    """

    angles: np.ndarray
    shares: np.ndarray
    radius_mm: float
    detectors: int
    pitch: float
    centre: float
    redundancy: np.ndarray

    @property
    def views(self) -> int:
        return self.angles.size

    def fan(self) -> np.ndarray:
        """Offset of each detector [detectors] from the central ray, in the unit of `pitch`."""
        return (np.arange(self.detectors) - self.centre) * self.pitch

    def rays(self) -> tuple[np.ndarray, np.ndarray]:
        """(theta, t) of every ray [views, detectors]."""
        offset = self.fan()
        if self.radius_mm == 0:
            return np.repeat(self.angles[:, None], self.detectors, axis=1), np.tile(offset, (self.views, 1))
        return self.angles[:, None] + offset, np.tile(self.radius_mm * np.sin(offset), (self.views, 1))

    def turns(self) -> np.ndarray:
        """View angles [views] in turns since the first view."""
        return (self.angles - self.angles[0]) / (2 * np.pi)

    def circle(self, ny: int, nx: int, pixel_mm: float) -> np.ndarray:
        """Distance of each pixel from the middle relative to the circle that all views see, float32 [ny, nx]."""
        edge = np.abs(self.fan()[[0, -1]]).min()
        reach = self.radius_mm * np.sin(edge) if self.radius_mm else edge
        y, x = np.mgrid[:ny, :nx]
        radius = np.hypot(x - (nx - 1) / 2, y - (ny - 1) / 2) * pixel_mm
        return (radius / reach).astype(np.float32)


@dataclass(frozen=True)
class Views:
    """How a scanner takes its views, before the size of the scan is known.

    radius_mm: source to iso-centre (0: parallel beam). arc: degrees swept; 0 means the shortest complete
    scan (180 degrees, and the fan angle for a fan). missing: degrees left out at the end of the arc.
    unevenness: standard deviation of the view spacing, relative. detector: pitch at the iso-centre in pixels.
    quarter: the detector is offset by a quarter of its pitch (Peters and Lewitt 1977). start in radians.
    field: radius of the measured circle relative to what the grid needs (under 1: truncated).
    """

    count: int
    radius_mm: float
    arc: float = 0.0
    missing: float = 0.0
    start: float = 0.0
    unevenness: float = 0.0
    detector: float = 1.0
    quarter: bool = False
    field: float = 1.0
    seed: int = 0


def build_gantry(views: Views, ny: int, nx: int, pixel_mm: float) -> Gantry:
    """The gantry around a grid [ny, nx]. A source ring that is too small for the grid is made 1.3 times
    its half diagonal: small scanners do not take large bags."""
    need = 0.5 * np.hypot(ny, nx) * pixel_mm + 2 * pixel_mm
    reach = need * views.field
    radius = max(views.radius_mm, 1.3 * need) if views.radius_mm else 0.0
    pitch_mm = views.detector * pixel_mm
    pitch = pitch_mm / radius if radius else pitch_mm
    half = np.arcsin(reach / radius) if radius else reach
    detectors = 2 * int(np.ceil(half / pitch)) + 2
    centre = (detectors - 1) / 2 - (0.25 if views.quarter else 0.0)
    half_fan = half if radius else 0.0
    arc = np.radians(views.arc) if views.arc else np.pi + 2 * half_fan
    angles, shares = _angles(views, arc - np.radians(views.missing))
    fan = (np.arange(detectors) - centre) * pitch if radius else np.zeros(detectors)
    return Gantry(
        angles, shares, radius, detectors, pitch, centre, _redundancy(angles, fan, views.start, arc, views.missing)
    )


def _angles(views: Views, arc: float) -> tuple[np.ndarray, np.ndarray]:
    """Angles and the arc each stands for; uneven gaps are lognormal and sum to the arc."""
    gaps = np.exp(views.unevenness * np.random.default_rng(views.seed).standard_normal(views.count))
    gaps *= arc / gaps.sum()
    edges = np.concatenate([[0.0], np.cumsum(gaps)])
    return views.start + 0.5 * (edges[1:] + edges[:-1]), gaps


def _redundancy(angles: np.ndarray, fan: np.ndarray, start: float, arc: float, missing: float) -> np.ndarray:
    """Share of each ray [views, detectors] among the two views that may measure its line.

    The smooth weights of Noo et al. (Phys. Med. Biol. 47:2525, 2002): c / (c + c of the conjugate), with c
    falling to nothing over 8 degrees at the ends of an open arc. A line measured once has weight one.
    """
    swept = arc - np.radians(missing)
    whole = swept > 2 * np.pi - 1e-6
    taper = np.radians(8.0)

    def worth(beta: np.ndarray) -> np.ndarray:
        along = np.mod(beta - start, 2 * np.pi)
        if whole:
            return np.ones_like(along)
        edge = np.clip(np.minimum(along, swept - along) / taper, 0, 1)
        return np.where(along < swept, np.sin(0.5 * np.pi * np.maximum(edge, 0.02)) ** 2, 0.0)

    own = worth(angles)[:, None] * np.ones(fan.size)
    other = worth(angles[:, None] + 2 * fan[None] + np.pi)
    return (own / np.maximum(own + other, 1e-9)).astype(np.float32)
