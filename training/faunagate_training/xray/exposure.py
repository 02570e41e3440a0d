"""One view of a load before anything is read out: rays, lines, and the light that reaches the detectors."""

from dataclasses import dataclass

import numpy as np

from .geometry import View
from .lines import project
from .load import Load


@dataclass(frozen=True)
class Exposure:
    """rays [rows, 2]: (x, y) in mm of the detectors kept. left: x of the load's left side. z [lines]: true position
    in mm along the load of each line."""

    view: View
    rays: np.ndarray
    left: float
    z: np.ndarray

    def integrals(self, volume: np.ndarray, load: Load, first: tuple[int, int, int], rows: slice) -> np.ndarray:
        """Line integrals [rows, nz] in the volume's unit times mm of a part of the load whose first voxel is
        `first`."""
        sy, sx, _ = load.spacing
        corner = ((first[0] + 0.5) * sy, self.left + (first[1] + 0.5) * sx)
        return project(volume, (sy, sx), corner, self.view.source, self.rays[rows])


def at_lines(sums: np.ndarray, z: np.ndarray, spacing: float, first: int = 0) -> np.ndarray:
    """sums [rays, nz], whose first slice is number `first` of the load, at positions z [lines] in mm: [rays, lines]."""
    nz = sums.shape[1]
    at = z / spacing - 0.5 - first
    low = np.floor(at).astype(int)
    share = (at - low).astype(np.float32)
    padded = np.pad(sums, ((0, 0), (1, 1)))
    here, after = (padded[:, np.clip(low + n, 0, nz + 1)] for n in (1, 2))
    return here * (1 - share) + after * share
