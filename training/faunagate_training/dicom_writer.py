"""Writes a simulated scan as DICOM: a CT series of single slices, or one enhanced multi-frame CT.

Every object says that it is simulated, in SeriesDescription and ManufacturerModelName. Values are stored
as HU + 1024, unsigned, with the rescale that undoes it; JPEG-LS lossless or uncompressed. Slices follow
one another along +z, rows along +y, columns along +x.
"""

from pathlib import Path

import jpeg_ls
import numpy as np
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    CTImageStorage,
    EnhancedCTImageStorage,
    ExplicitVRLittleEndian,
    JPEGLSLossless,
    generate_uid,
)

from .simulator.simulate import LabelledScan

INTERCEPT = -1024
DATE = "20260101"


def uid(*parts: object) -> str:
    """A UID that depends only on its parts."""
    return generate_uid(entropy_srcs=["faunagate", *map(str, parts)])


def bits_for(hu: np.ndarray) -> int:
    return 12 if int(hu.max()) - INTERCEPT < 4096 else 16


def stored(hu: np.ndarray) -> np.ndarray:
    return np.clip(hu.astype(np.int32) - INTERCEPT, 0, 65535).astype(np.uint16)


def common_tags(scan: LabelledScan, title: str, sop_class: str, sop_uid: str, compressed: bool) -> FileDataset:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = sop_class
    meta.MediaStorageSOPInstanceUID = sop_uid
    meta.TransferSyntaxUID = JPEGLSLossless if compressed else ExplicitVRLittleEndian
    ds = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    ds.SOPClassUID, ds.SOPInstanceUID = sop_class, sop_uid
    ds.SpecificCharacterSet = "ISO_IR 192"
    ds.StudyDate = ds.SeriesDate = ds.ContentDate = ds.AcquisitionDate = DATE
    ds.StudyTime = ds.SeriesTime = ds.ContentTime = ds.AcquisitionTime = f"{scan.seed % 24:02d}0000"
    ds.AccessionNumber = ""
    ds.Modality = "CT"
    ds.Manufacturer = "Faunagate"
    ds.ManufacturerModelName = "Faunagate simulator"
    ds.DeviceSerialNumber = "0"
    ds.SoftwareVersions = "1"
    ds.StudyDescription = "SIMULATED baggage"
    ds.SeriesDescription = f"SIMULATED {title}"[:64]
    ds.PatientName, ds.PatientID = "SIMULATED^BAG", f"SIM-{scan.seed}"
    ds.PatientBirthDate, ds.PatientSex, ds.ReferringPhysicianName = "", "", ""
    ds.StudyInstanceUID, ds.SeriesInstanceUID = uid("study", scan.seed), uid("series", scan.seed)
    ds.FrameOfReferenceUID, ds.PositionReferenceIndicator = uid("frame", scan.seed), ""
    ds.StudyID, ds.SeriesNumber, ds.AcquisitionNumber = str(scan.seed), 1, 1
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.Rows, ds.Columns = scan.hu.shape[1:]
    ds.BitsAllocated, ds.BitsStored = 16, bits_for(scan.hu)
    ds.HighBit, ds.PixelRepresentation = ds.BitsStored - 1, 0
    ds.BurnedInAnnotation = "NO"
    return ds


def encode(frame: np.ndarray, compressed: bool) -> bytes:
    if not compressed:
        return frame.astype("<u2").tobytes()
    data = bytes(jpeg_ls.encode_array(np.ascontiguousarray(frame)))
    return data + b"\0" if len(data) % 2 else data


def set_pixels(ds: FileDataset, frames: list[np.ndarray], compressed: bool) -> None:
    data = [encode(frame, compressed) for frame in frames]
    ds.PixelData = encapsulate(data) if compressed else b"".join(data)
    ds["PixelData"].VR = "OB" if compressed else "OW"


def position(scan: LabelledScan, k: int) -> list[float]:
    return [0.0, 0.0, round(k * scan.spacing[0], 4)]


def write_series(scan: LabelledScan, folder: Path, title: str, compressed: bool = True) -> None:
    """One file per slice: <folder>/slice-0001.dcm and so on."""
    folder.mkdir(parents=True, exist_ok=True)
    values = stored(scan.hu)
    for k, frame in enumerate(values):
        ds = common_tags(scan, title, CTImageStorage, uid("slice", scan.seed, k), compressed)
        ds.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
        ds.InstanceNumber = k + 1
        ds.KVP = scan.kvp
        ds.SliceThickness = ds.SpacingBetweenSlices = scan.spacing[0]
        ds.PixelSpacing = [scan.spacing[1], scan.spacing[2]]
        ds.ImagePositionPatient, ds.ImageOrientationPatient = position(scan, k), [1, 0, 0, 0, 1, 0]
        ds.SliceLocation = position(scan, k)[2]
        ds.RescaleIntercept, ds.RescaleSlope, ds.RescaleType = INTERCEPT, 1, "HU"
        ds.WindowCenter, ds.WindowWidth = 100, 1600
        set_pixels(ds, [frame], compressed)
        ds.save_as(folder / f"slice-{k + 1:04d}.dcm", enforce_file_format=True)


def write_enhanced(scan: LabelledScan, path: Path, title: str, compressed: bool = True) -> None:
    """All slices as frames of one enhanced CT image."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ds = common_tags(scan, title, EnhancedCTImageStorage, uid("enhanced", scan.seed), compressed)
    ds.ImageType = ["ORIGINAL", "PRIMARY", "VOLUME", "NONE"]
    ds.InstanceNumber, ds.NumberOfFrames = 1, scan.hu.shape[0]
    ds.AcquisitionDateTime, ds.ContentQualification = DATE + "000000", "RESEARCH"
    ds.PixelPresentation, ds.VolumetricProperties, ds.VolumeBasedCalculationTechnique = "MONOCHROME", "VOLUME", "NONE"
    ds.PresentationLUTShape, ds.LossyImageCompression = "IDENTITY", "00"
    shared = Dataset()
    measures, orientation, transform, kind, exposure, window = (Dataset() for _ in range(6))
    measures.PixelSpacing = [scan.spacing[1], scan.spacing[2]]
    measures.SliceThickness = measures.SpacingBetweenSlices = scan.spacing[0]
    orientation.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    transform.RescaleIntercept, transform.RescaleSlope, transform.RescaleType = INTERCEPT, 1, "HU"
    kind.FrameType = ["ORIGINAL", "PRIMARY", "VOLUME", "NONE"]
    kind.PixelPresentation, kind.VolumetricProperties, kind.VolumeBasedCalculationTechnique = (
        "MONOCHROME",
        "VOLUME",
        "NONE",
    )
    exposure.KVP = scan.kvp
    window.WindowCenter, window.WindowWidth = 100, 1600
    shared.PixelMeasuresSequence, shared.PlaneOrientationSequence = [measures], [orientation]
    shared.PixelValueTransformationSequence, shared.CTImageFrameTypeSequence = [transform], [kind]
    shared.CTXRayDetailsSequence, shared.FrameVOILUTSequence = [exposure], [window]
    ds.SharedFunctionalGroupsSequence = [shared]
    frames = []
    for k in range(scan.hu.shape[0]):
        frame, content, place = Dataset(), Dataset(), Dataset()
        content.StackID, content.InStackPositionNumber, content.DimensionIndexValues = "1", k + 1, [1, k + 1]
        content.FrameAcquisitionNumber = 1
        place.ImagePositionPatient = position(scan, k)
        frame.FrameContentSequence, frame.PlanePositionSequence = [content], [place]
        frames.append(frame)
    ds.PerFrameFunctionalGroupsSequence = frames
    organisation = Dataset()
    organisation.DimensionOrganizationUID = uid("dimensions", scan.seed)
    indices = []
    for pointer in (0x00209056, 0x00209057):
        index = Dataset()
        index.DimensionOrganizationUID = organisation.DimensionOrganizationUID
        index.DimensionIndexPointer, index.FunctionalGroupPointer = pointer, 0x00209111
        indices.append(index)
    ds.DimensionOrganizationSequence, ds.DimensionIndexSequence = [organisation], indices
    set_pixels(ds, list(stored(scan.hu)), compressed)
    ds.save_as(path, enforce_file_format=True)
