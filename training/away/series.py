"""Writes a scan as a DICOM CT series, and its labels as NIfTI."""

from pathlib import Path

import numpy as np
import SimpleITK as sitk
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, CTImageStorage, ExplicitVRLittleEndian

from away.scanner import Scanner

_ROOT = "1.2.826.0.1.3680043.10.1338.77"


def _header(scanner: Scanner, seed: int, kind: str, kind_number: int) -> Dataset:
    data = Dataset()
    base = f"{_ROOT}.{kind_number}.{seed}"
    data.SOPClassUID = CTImageStorage
    data.StudyInstanceUID, data.SeriesInstanceUID = UID(f"{base}.1"), UID(f"{base}.2")
    data.FrameOfReferenceUID = UID(f"{base}.3")
    data.Modality, data.ImageType = "CT", ["ORIGINAL", "PRIMARY", "AXIAL"]
    data.PatientName, data.PatientID = "AWAY^GENERATED", f"{kind}-{seed}"
    data.PatientBirthDate = data.PatientSex = ""
    data.StudyDate = data.StudyTime = data.AccessionNumber = data.ReferringPhysicianName = ""
    data.StudyID, data.SeriesNumber, data.AcquisitionNumber = str(seed), 1, 1
    data.Manufacturer, data.ManufacturerModelName = "Away generator", scanner.family
    data.SeriesDescription = f"simulated bag {kind} {seed}"
    data.KVP = f"{scanner.kvp:.1f}"
    data.ConvolutionKernel = f"C{scanner.cutoff:.2f} S{scanner.softness:.2f}"
    data.PatientPosition = "HFS"
    data.PositionReferenceIndicator = ""
    data.SamplesPerPixel, data.PhotometricInterpretation = 1, "MONOCHROME2"
    data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation = 16, 16, 15, 1
    data.RescaleIntercept, data.RescaleSlope, data.RescaleType = "0", "1", "HU"
    data.WindowCenter, data.WindowWidth = "300", "2400"
    return data


def write_series(folder: Path, hu: np.ndarray, scanner: Scanner, seed: int, kind: str, kind_number: int) -> None:
    """Writes int16 HU [nz, ny, nx] as one file per slice; kind_number makes the identifiers of the kinds differ."""
    folder.mkdir(parents=True, exist_ok=True)
    origin = _origin(hu.shape, scanner)
    for index, plane in enumerate(hu):
        data = _header(scanner, seed, kind, kind_number)
        data.SOPInstanceUID = UID(f"{data.SeriesInstanceUID}.{index + 1}")
        data.InstanceNumber = index + 1
        data.Rows, data.Columns = plane.shape
        data.PixelSpacing = [f"{scanner.pixel_mm:.4f}"] * 2
        data.SliceThickness = data.SpacingBetweenSlices = f"{scanner.slice_mm:.4f}"
        data.ImageOrientationPatient = ["1", "0", "0", "0", "1", "0"]
        place = (origin[0], origin[1], origin[2] + index * scanner.slice_mm)
        data.ImagePositionPatient = [f"{value:.4f}" for value in place]
        data.SliceLocation = f"{place[2]:.4f}"
        data.PixelData = plane.astype("<i2").tobytes()
        data["PixelData"].VR = "OW"
        meta = FileMetaDataset()
        meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = CTImageStorage, data.SOPInstanceUID
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        data.file_meta = meta
        data.save_as(folder / f"{index + 1:04d}.dcm", enforce_file_format=True)


def _origin(shape, scanner: Scanner) -> tuple[float, float, float]:
    """Centre of the first voxel (x, y, z) in mm: the centre of rotation is the origin across, the first slice along."""
    _, ny, nx = shape
    return -(nx - 1) / 2 * scanner.pixel_mm, -(ny - 1) / 2 * scanner.pixel_mm, 0.0


def write_labels(path: Path, labels: np.ndarray, scanner: Scanner) -> None:
    """Writes uint16 object numbers [nz, ny, nx] on the grid of the series, compressed."""
    image = sitk.GetImageFromArray(labels.astype(np.uint16))
    image.SetSpacing((scanner.pixel_mm, scanner.pixel_mm, scanner.slice_mm))
    image.SetOrigin(_origin(labels.shape, scanner))
    sitk.WriteImage(image, str(path), useCompression=True)
