"""CT scans and masks as arrays on the scan's own grid."""

from pathlib import Path

import numpy as np
import SimpleITK as sitk
from scipy import ndimage

AIR_HU = -700.0
"""What a box holds above this may be the object."""


def read_scan(path: Path) -> sitk.Image:
    """The one CT volume in a folder of DICOM slices, or in a file. ValueError where there is none, or more than one."""
    if path.is_file():
        return sitk.ReadImage(path)
    reader = sitk.ImageSeriesReader()
    series = reader.GetGDCMSeriesIDs(str(path))
    if len(series) == 1:
        reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(path), series[0]))
        return reader.Execute()
    files = [p for p in path.iterdir() if p.is_file()]
    if not series and len(files) == 1:
        return sitk.ReadImage(files[0])
    raise ValueError(f"{path}: {len(series)} DICOM series where one is needed")


def onto_grid(labels: sitk.Image, scan: sitk.Image) -> sitk.Image:
    """uint16 labels on the scan's grid, nearest neighbour. ValueError where nothing of them falls into the scan."""
    out = sitk.Resample(sitk.Cast(labels, sitk.sitkUInt16), scan, sitk.Transform(), sitk.sitkNearestNeighbor, 0)
    if sitk.GetArrayViewFromImage(labels).any() and not sitk.GetArrayViewFromImage(out).any():
        raise ValueError("no labelled voxel lies in the scan: the two do not fit together")
    return out


def pieces_of(labels: sitk.Image) -> tuple[sitk.Image, dict[int, int]]:
    """Every connected piece under a number of its own, from 1, and the label that it had."""
    values = sitk.GetArrayFromImage(labels)
    out, was = np.zeros_like(values), {}
    for value in np.unique(values[values > 0]):
        regions, count = ndimage.label(values == value, np.ones((3, 3, 3)))
        out[regions > 0] = regions[regions > 0] + len(was)
        was.update({len(was) + n: int(value) for n in range(1, count + 1)})
    image = sitk.GetImageFromArray(out)
    image.CopyInformation(labels)
    return image, was


def otsu(values: np.ndarray) -> float:
    """Threshold that parts values into two groups with the least variance within (N. Otsu 1979)."""
    counts, edges = np.histogram(values, bins=128)
    middles = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)
    above = below[-1] - below
    sums = np.cumsum(counts * middles)
    with np.errstate(divide="ignore", invalid="ignore"):
        between = below * above * (sums / below - (sums[-1] - sums) / above) ** 2
    return float(middles[int(np.nan_to_num(between).argmax())])


def mask_in_box(hu: np.ndarray, low: tuple[int, ...], high: tuple[int, ...]) -> np.ndarray:
    """bool [nz, ny, nx]: the largest connected piece of what is dense in a box (z, y, x; high exclusive), parted from
    the rest by Otsu's threshold. For training from boxes only: it takes along whatever else is as dense there."""
    out = np.zeros(hu.shape, bool)
    box = tuple(slice(max(0, a), b) for a, b in zip(low, high, strict=True))
    part = hu[box].astype(np.float32)
    solid = part > AIR_HU
    if not solid.any():
        return out
    dense = part >= max(AIR_HU, otsu(part))
    regions, _ = ndimage.label(dense)
    sizes = np.bincount(regions.ravel())
    sizes[0] = 0
    out[box] = regions == sizes.argmax()
    return out
