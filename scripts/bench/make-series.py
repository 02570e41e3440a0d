"""Writes CT series for the benchmark, or reads one with SimpleITK.

make-series.py make FOLDER SLICES ENCODING   512 x 512 x SLICES, ENCODING one of native, jpeg-lossless, jpeg-ls
make-series.py read FOLDER TIMES             prints the seconds of each full read as a JSON list

Needs pydicom, numpy and SimpleITK; pyjpegls for jpeg-ls. The slices are a bag-like phantom with noise: eight different ones in turn,
so that making them takes seconds while every file stays different in its header.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pydicom
import SimpleITK
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate, generate_frames
from pydicom.uid import ExplicitVRLittleEndian, JPEGLosslessSV1, JPEGLSLossless, generate_uid

SIZE = 512
DIFFERENT = 8
SYNTAXES = {"native": ExplicitVRLittleEndian, "jpeg-lossless": JPEGLosslessSV1, "jpeg-ls": JPEGLSLossless}


def phantom(n: int) -> np.ndarray:
    """Stored values of one slice: HU + 1024, 12 bits in uint16, with noise of 20 HU."""
    rng = np.random.default_rng(n)
    y, x = np.mgrid[0:SIZE, 0:SIZE]
    hu = np.full((SIZE, SIZE), -1000.0)
    hu[(np.abs(x - 256) < 200) & (np.abs(y - 280) < 140)] = -400
    for _ in range(12):
        cx, cy, rx, ry = rng.uniform(90, 420), rng.uniform(170, 390), rng.uniform(8, 50), rng.uniform(8, 30)
        hu[((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1] = rng.uniform(-300, 1800)
    return np.clip(hu + rng.normal(0, 20, hu.shape) + 1024, 0, 4095).astype("<u2")


def coded_by_itk(stored: np.ndarray) -> bytes:
    """The JPEG lossless frame that GDCM makes of the stored values."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "frame.dcm")
        writer = SimpleITK.ImageFileWriter()
        writer.SetImageIO("GDCMImageIO")
        writer.UseCompressionOn()
        writer.SetCompressor("JPEG")
        writer.SetFileName(path)
        writer.Execute(SimpleITK.GetImageFromArray(stored[np.newaxis]))
        written = pydicom.dcmread(path)
        if written.file_meta.TransferSyntaxUID != JPEGLosslessSV1:
            raise RuntimeError(f"GDCM wrote {written.file_meta.TransferSyntaxUID}")
        return next(generate_frames(written.PixelData, number_of_frames=1))


def slice_of(k: int, stored: np.ndarray) -> FileDataset:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
    meta.MediaStorageSOPInstanceUID = generate_uid(entropy_srcs=["bench", str(k)])
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    ds = FileDataset(None, {}, file_meta=meta, preamble=b"\0" * 128)
    ds.SOPClassUID = meta.MediaStorageSOPClassUID
    ds.SOPInstanceUID = meta.MediaStorageSOPInstanceUID
    ds.StudyInstanceUID, ds.SeriesInstanceUID, ds.FrameOfReferenceUID = (generate_uid(entropy_srcs=["bench", x]) for x in "abc")
    ds.Modality, ds.Manufacturer, ds.PatientName, ds.PatientID = "CT", "Benchmark", "BAG", "1"
    ds.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    ds.InstanceNumber, ds.SliceThickness = k + 1, 1
    ds.ImagePositionPatient, ds.ImageOrientationPatient, ds.PixelSpacing = [-200, -200, k], [1, 0, 0, 0, 1, 0], [0.8, 0.8]
    ds.Rows = ds.Columns = SIZE
    ds.SamplesPerPixel, ds.PhotometricInterpretation, ds.PixelRepresentation = 1, "MONOCHROME2", 0
    ds.BitsAllocated, ds.BitsStored, ds.HighBit = 16, 16, 15
    ds.RescaleIntercept, ds.RescaleSlope = -1024, 1
    ds.PixelData = stored.tobytes()
    return ds


def frames_for(encoding: str) -> list[bytes]:
    """The coded frame of each different slice; the raw bytes where nothing is coded."""
    slices = [phantom(n) for n in range(DIFFERENT)]
    if encoding == "native":
        return [stored.tobytes() for stored in slices]
    if encoding == "jpeg-lossless":
        return [coded_by_itk(stored) for stored in slices]
    coded = []
    for stored in slices:
        ds = slice_of(0, stored)
        ds.compress(JPEGLSLossless, generate_instance_uid=False)
        coded.append(next(generate_frames(ds.PixelData, number_of_frames=1)))
    return coded


def make(folder: str, slices: int, encoding: str) -> None:
    Path(folder).mkdir(parents=True, exist_ok=True)
    frames = frames_for(encoding)
    empty = np.zeros(0, "<u2")
    for k in range(slices):
        ds = slice_of(k, empty)
        ds.file_meta.TransferSyntaxUID = SYNTAXES[encoding]
        ds.PixelData = frames[k % DIFFERENT] if encoding == "native" else encapsulate([frames[k % DIFFERENT]])
        ds["PixelData"].is_undefined_length = encoding != "native"
        ds.save_as(f"{folder}/slice-{k:04d}.dcm", enforce_file_format=True)


def read(folder: str, times: int) -> list[float]:
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        reader = SimpleITK.ImageSeriesReader()
        reader.SetFileNames(reader.GetGDCMSeriesFileNames(folder))
        image = reader.Execute()
        seconds.append(time.perf_counter() - began)
        del image
    return seconds


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        print(json.dumps(read(sys.argv[2], int(sys.argv[3]))))
