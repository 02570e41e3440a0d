"""Label volumes as NIfTI-1 (nifti1.h of the NIfTI Data Format Working Group), the few fields that labels need."""

import gzip
import struct
from pathlib import Path

import numpy as np

HEADER_BYTES, VOXELS_AT = 348, 352
UINT16, MILLIMETRES, SCANNER = 512, 2, 1


def write_labels(labels: np.ndarray, spacing: tuple[float, float, float], path: Path) -> None:
    """Write uint16 labels [nz, ny, nx] at spacing (z, y, x) mm, gzip-packed, on the grid of `write_series`:
    the first voxel at the origin and columns, rows and slices along +x, +y, +z of DICOM's patient space (LPS)."""
    z, y, x = spacing
    header = bytearray(VOXELS_AT)
    struct.pack_into("<i", header, 0, HEADER_BYTES)
    struct.pack_into("<8h", header, 40, 3, *labels.shape[::-1], 1, 1, 1, 1)
    struct.pack_into("<hh", header, 70, UINT16, 16)
    struct.pack_into("<4f", header, 76, 1.0, x, y, z)
    struct.pack_into("<f", header, 108, VOXELS_AT)
    struct.pack_into("<b", header, 123, MILLIMETRES)
    struct.pack_into("<hh", header, 252, 0, SCANNER)
    for row, axis in enumerate(((-x, 0, 0, 0), (0, -y, 0, 0), (0, 0, z, 0))):
        struct.pack_into("<4f", header, 280 + 16 * row, *axis)
    header[344:348] = b"n+1\0"
    path.write_bytes(gzip.compress(bytes(header) + labels.astype("<u2").tobytes(), compresslevel=1, mtime=0))
