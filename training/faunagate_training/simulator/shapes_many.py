"""Many small bodies in one shape: beads on a string, teeth in a jaw, seeds in a fruit."""

import numpy as np
from numba import njit

from .shapes import Shape
from .shapes_section import flat


@njit(cache=True, fastmath=True)
def _nearest(x, y, z, centres, reach, index):
    """Number of the nearest centre within reach of each point, or -1; returns how many have one."""
    found = 0
    for i in range(x.size):
        best, at = reach * reach, -1
        for k in range(centres.shape[0]):
            dx, dy, dz = x[i] - centres[k, 0], y[i] - centres[k, 1], z[i] - centres[k, 2]
            d2 = dx * dx + dy * dy + dz * dz
            if d2 < best:
                best, at = d2, k
        index[i] = at
        found += at >= 0
    return found


def many(
    shapes: Shape | list[Shape],
    centres: np.ndarray,
    reach: float,
    rotations: np.ndarray | None = None,
    sizes: np.ndarray | None = None,
) -> Shape:
    """Bodies at centres [n, 3], each in its own frame and within `reach` mm of its centre.

    A list of shapes is used in turn. rotations [n, 3, 3]: columns say where a body's axes go;
    sizes [n]: its scale. A point belongs to the nearest centre, so bodies must not overlap much.
    """
    kinds = shapes if isinstance(shapes, list) else [shapes]
    where = np.ascontiguousarray(centres, np.float32)
    turns = None if rotations is None else np.asarray(rotations, np.float32)
    scale = np.ones(len(where), np.float32) if sizes is None else np.asarray(sizes, np.float32)

    def distance(x, y, z):
        px, py, pz = flat(x, y, z)
        index = np.empty(px.size, np.int32)
        _nearest(px, py, pz, where, np.float32(reach), index)
        out = np.full(px.size, 20.0, np.float32)
        for number, shape in enumerate(kinds):
            mine = np.nonzero((index >= 0) & (index % len(kinds) == number))[0]
            if mine.size == 0:
                continue
            body = index[mine]
            p = (np.stack([px[mine], py[mine], pz[mine]], 1) - where[body]) / scale[body, None]
            if turns is not None:
                p = np.einsum("nj,njk->nk", p, turns[body])
            out[mine] = shape(*(np.ascontiguousarray(p[:, i]) for i in range(3))) * scale[body]
        return out.reshape(x.shape)

    return distance
