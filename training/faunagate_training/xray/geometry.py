"""Where source and detectors of a view stand round the tunnel.

Lengths in mm. x goes across the belt from the tunnel's middle, y up from the belt, z along the belt. Source and
detectors of a view lie in one plane across the belt; the belt draws the bag through it line by line.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Tunnel:
    """Inner width and height in mm; `gap_mm` from its walls (and the belt) to the detectors behind them."""

    width_mm: float
    height_mm: float
    gap_mm: float

    def corners(self) -> np.ndarray:
        """(x, y) [4, 2] of the rectangle on which detectors stand, counter-clockwise from the lower left."""
        left, right = -self.width_mm / 2 - self.gap_mm, self.width_mm / 2 + self.gap_mm
        low, high = -self.gap_mm, self.height_mm + self.gap_mm
        return np.array([[left, low], [right, low], [right, high], [left, high]])


@dataclass(frozen=True)
class View:
    """One source and its row of detectors.

    name: where the source stands ('below', 'above', 'side'). source: (x, y). pitch_mm: from detector to detector.
    facing: boards are turned towards the source, so that the pitch counts across the ray; else they lie flat on the
    walls and see it obliquely. upside_down: the picture's first row is the array's last detector. shift_mm: how far
    the view's picture is displaced along the belt after the machine has taken out the distance between the planes.
    """

    name: str
    source: tuple[float, float]
    pitch_mm: float
    upside_down: bool
    facing: bool = True
    shift_mm: float = 0.0


def detector_places(view: View, tunnel: Tunnel) -> np.ndarray:
    """(x, y) of the detectors [n, 2] in the order of the picture's rows.

    They stand on those walls that the source sees from inside: two walls make an L, three a U.
    """
    corners, source = tunnel.corners(), np.asarray(view.source)
    walls = []
    for k in range(4):
        a, b = corners[k], corners[(k + 1) % 4]
        outward = np.array([b[1] - a[1], a[0] - b[0]])
        walls.append(bool(outward @ (source - a) < 0))
    first = next(k for k in range(4) if walls[k] and not walls[k - 1])
    line = [corners[first]]
    while walls[first % 4] and len(line) < 4:
        first += 1
        line.append(corners[first % 4])
    path = np.array(line)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
    fine = np.linspace(0, along[-1], 4000)
    points = np.stack([np.interp(fine, along, path[:, i]) for i in range(2)], axis=1)
    if view.facing:
        off = points - source
        across = np.abs(np.diff(np.unwrap(np.arctan2(off[:, 1], off[:, 0])))) * np.hypot(*off[1:].T)
        fine = np.concatenate([[0.0], np.cumsum(across)])
    at = np.arange(view.pitch_mm / 2, fine[-1], view.pitch_mm)
    places = np.stack([np.interp(at, fine, points[:, i]) for i in range(2)], axis=1)
    return places[::-1] if view.upside_down else places


def shadow_rows(view: View, places: np.ndarray, box: tuple[float, float, float, float]) -> tuple[int, int]:
    """First and last (exclusive) detector whose ray crosses a box (low x, high x, low y, high y)."""
    angle = fan_angles(view, places)
    edges = np.array([[x, y] for x in box[:2] for y in box[2:]])
    shadow = fan_angles(view, edges, places)
    rows = np.nonzero((angle >= shadow.min()) & (angle <= shadow.max()))[0]
    return int(rows[0]), int(rows[-1]) + 1


def fan_angles(view: View, points: np.ndarray, places: np.ndarray | None = None) -> np.ndarray:
    """Angle of points [n, 2] at the source in radians, from the ray to the middle detector (of `places`, or
    `points`)."""
    middle = (points if places is None else places)[len(points if places is None else places) // 2]
    ahead, off = middle - np.asarray(view.source), points - np.asarray(view.source)
    return np.arctan2(ahead[0] * off[:, 1] - ahead[1] * off[:, 0], off @ ahead)


def incidence(view: View, places: np.ndarray) -> np.ndarray:
    """Open beam at each detector [n] relative to the brightest: inverse square of the distance."""
    square = ((places - np.asarray(view.source)) ** 2).sum(axis=1)
    return square.min() / square


def row_mm(view: View, tunnel: Tunnel, places: np.ndarray) -> float:
    """Height of a picture row in mm at the tunnel's middle, on the ray that goes through it: what the pitch is there
    after magnification, and seen obliquely."""
    middle, source = np.array([0.0, tunnel.height_mm / 2]), np.asarray(view.source)
    angle = fan_angles(view, places)
    at = int(np.argmin(np.abs(angle - fan_angles(view, middle[None], places)[0])))
    at = min(max(at, 1), len(places) - 2)
    return float(abs(angle[at + 1] - angle[at - 1]) / 2 * np.hypot(*(middle - source)))
