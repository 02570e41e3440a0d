"""DICOM segmentations as label images."""

from pathlib import Path

import numpy as np
import pydicom
import SimpleITK as sitk

SEGMENTATION_CLASSES = ("1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.66.7")


def group_item(ds: pydicom.Dataset, frame: int, sequence: str) -> pydicom.Dataset | None:
    """A functional group of a frame, or the one that all frames share."""
    for groups in (
        ds.get("PerFrameFunctionalGroupsSequence", [])[frame : frame + 1],
        ds.SharedFunctionalGroupsSequence,
    ):
        for item in groups:
            if sequence in item:
                return item[sequence].value[0]
    return None


def segments_of(ds: pydicom.Dataset) -> dict[int, str]:
    """Number to label of the segments."""
    return {int(s.SegmentNumber): str(s.get("SegmentLabel", s.SegmentNumber)) for s in ds.SegmentSequence}


def read_segmentation(path: Path) -> tuple[sitk.Image, dict[int, str]]:
    """(uint16 image of segment numbers with its geometry, labels of the segments).

    Binary segments, fractional ones from one half on, and label maps; where segments overlap the highest number counts.
    ValueError for any other object and for frames without a place.
    """
    ds = pydicom.dcmread(path)
    if ds.SOPClassUID not in SEGMENTATION_CLASSES:
        raise ValueError(f"{path}: no segmentation")
    frames = ds.pixel_array.reshape(-1, ds.Rows, ds.Columns)
    kind = ds.get("SegmentationType", "BINARY")
    half = 0.5 * ds.get("MaximumFractionalValue", 255) if kind == "FRACTIONAL" else 0.5
    first = {n: group_item(ds, 0, f"{n}Sequence") for n in ("PlaneOrientation", "PixelMeasures")}
    if None in first.values():
        raise ValueError(f"{path}: frames without orientation or spacing")
    row, column = np.reshape(np.array(first["PlaneOrientation"].ImageOrientationPatient, float), (2, 3))
    normal = np.cross(row, column)
    places = [
        np.array(group_item(ds, f, "PlanePositionSequence").ImagePositionPatient, float) for f in range(len(frames))
    ]
    along = np.array([place @ normal for place in places])
    gaps = np.diff(np.unique(np.round(along, 3)))
    measures = first["PixelMeasures"]
    step = float(measures.get("SpacingBetweenSlices") or (gaps.min() if len(gaps) else measures.SliceThickness))
    slices = np.round((along - along.min()) / step).astype(int)
    numbers = np.zeros((slices.max() + 1, ds.Rows, ds.Columns), np.uint16)
    named = [
        0 if kind == "LABELMAP" else int(group_item(ds, f, "SegmentIdentificationSequence").ReferencedSegmentNumber)
        for f in range(len(frames))
    ]
    for f in np.argsort(named, kind="stable"):
        inside = frames[f] >= half
        numbers[slices[f]][inside] = frames[f][inside] if kind == "LABELMAP" else named[f]
    image = sitk.GetImageFromArray(numbers)
    between_rows, between_columns = map(float, measures.PixelSpacing)
    image.SetSpacing((between_columns, between_rows, step))
    image.SetOrigin(places[int(along.argmin())].tolist())
    image.SetDirection(np.stack([row, column, normal], axis=1).ravel().tolist())
    return image, segments_of(ds)
