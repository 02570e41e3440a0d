"""What is wound round objects: foil, film, paper, cloth and paint that follow their shape."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import distance_transform_edt, gaussian_filter

from .cloth import folds, packed_cloth
from .items import Raster, empty_raster
from .materials import draw_one_of


@dataclass(frozen=True)
class Wrapping:
    """A layer of `thick` mm, about `gap` mm off the surface, of a material at a share of its density."""

    name: str
    materials: tuple[str, ...]
    thick: tuple[float, float]
    gap: tuple[float, float]


WRAPPINGS = {
    "foil": Wrapping("foil", ("aluminium",), (0.02, 0.35), (0.0, 2.5)),
    "film": Wrapping("film", ("polyethylene", "pvc"), (0.05, 0.8), (0.0, 3.0)),
    "paper": Wrapping("paper", ("paper",), (0.1, 1.5), (0.5, 5.0)),
    "clothing": Wrapping("clothing", ("cloth",), (4.0, 18.0), (0.0, 3.0)),
    "bubble wrap": Wrapping("bubble wrap", ("polyethylene",), (0.4, 0.8), (2.0, 5.0)),
    "paint": Wrapping("paint", ("filled resin", "resin", "zinc"), (0.05, 0.35), (0.0, 0.0)),
}


def padded(raster: Raster, by: int) -> Raster:
    """The raster with `by` empty voxels on every side."""
    arrays = (np.pad(a, by) for a in (raster.kn, raster.pe, raster.cover, raster.wild, raster.rho))
    hollow = None if raster.hollow is None else np.pad(raster.hollow, by)
    return Raster(*arrays, raster.label, raster.material, hollow)


def wrap(
    raster: Raster, name: str, spacing: tuple[float, float, float], rng: np.random.Generator
) -> tuple[Raster, Raster]:
    """(the raster with room round it, its wrapping on the same voxels)."""
    kind = WRAPPINGS[name]
    thick, gap = rng.uniform(*kind.thick), rng.uniform(*kind.gap)
    material = draw_one_of(kind.materials, rng)
    voxel = float(np.prod(spacing) ** (1 / 3))
    inner = padded(raster, int(np.ceil((thick + 1.5 * gap) / min(spacing))) + 1)
    solid = inner.cover > 0.3 if inner.hollow is None else (inner.cover > 0.3) | inner.hollow
    off = distance_transform_edt(~solid, sampling=spacing).astype(np.float32) - voxel / 2
    if gap:
        crumple = gaussian_filter(rng.standard_normal(off.shape).astype(np.float32), 2.5)
        off -= gap * (1 + 0.35 * crumple / max(float(crumple.std()), 1e-6))
    share = (np.minimum(off + voxel / 2, thick) - np.maximum(off - voxel / 2, 0)) / voxel
    share = np.clip(share, 0, 1) * (1 - inner.cover)
    dense = share
    if name == "clothing":
        axes = np.meshgrid(
            *(np.arange(n, dtype=np.float32) * s for n, s in zip(off.shape, spacing, strict=True)), indexing="ij"
        )
        dense = share * folds(rng, crumple=1.5)(axes[1], off, axes[2])
        material = packed_cloth(rng)
    out = empty_raster(off.shape, 0)
    out.material = material.name
    out.kn, out.pe, out.cover = dense * material.kn, dense * material.pe, share.astype(np.float32)
    out.rho = dense * material.density
    return inner, out
