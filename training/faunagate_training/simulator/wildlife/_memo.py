"""Remembers the last few distances, so that a skin, its wall and its lining cost one evaluation.

The rasteriser asks every part of an object for the same voxels, one part after the other. Results are
read-only; a handful of grids is kept, and none longer than the next few objects.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ..items import Part
from ..shapes import Shape

KEPT = 10
_recent: OrderedDict[tuple[int, ...], tuple] = OrderedDict()


def _remembered(owner: object, compute: Callable, *arrays: np.ndarray):
    key = (id(owner), *(id(a) for a in arrays))
    if key in _recent:
        return _recent[key][-1]
    result = compute(*arrays)
    for array in result if isinstance(result, tuple) else (result,):
        array.flags.writeable = False
    _recent[key] = (owner, arrays, result)
    while len(_recent) > KEPT:
        _recent.popitem(last=False)
    return result


def shared(shape: Shape) -> Shape:
    """The shape, evaluated once for voxels that several parts ask for."""
    return lambda x, y, z: _remembered(shape, shape, x, y, z)


class Shift:
    """Moves shapes of one object by the same way [3] (mm), so that they go on asking for the same voxels."""

    def __init__(self, way: np.ndarray):
        self.way = tuple(np.float32(v) for v in way)

    def _places(self, x, y, z):
        a, b, c = self.way
        return x - a, y - b, z - c

    def __call__(self, function: Callable | None) -> Callable | None:
        """A shape or texture, moved; None stays None."""
        if function is None:
            return None
        return lambda x, y, z: function(*_remembered(self, self._places, x, y, z))

    def box(self, near):
        """A box (centre, half sizes), moved; None stays None."""
        return None if near is None else (tuple(np.asarray(near[0]) + self.way), near[1])

    def part(self, part: Part) -> Part:
        return replace(part, shape=self(part.shape), texture=self(part.texture), near=self.box(part.near))
