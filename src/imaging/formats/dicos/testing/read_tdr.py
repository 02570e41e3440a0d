"""Prints what pydicom finds in a threat detection report, as JSON: an independent reader for the writer's test."""

import json
import sys

import numpy as np
from pydicom import dcmread


def describe(item):
    shape = item.PTORepresentationSequence[0]
    roi = shape.ThreatROIVoxelSequence[0]
    width, height, depth = (int(n) for n in roi.ThreatROIExtents)
    bits = np.unpackbits(np.frombuffer(roi.ThreatROIBitmap, np.uint8), bitorder="little")
    voxels = bits[: width * height * depth].reshape(depth, height, width)
    base = [int(n) for n in roi.ThreatROIBase]
    assessment = item.ATDAssessmentSequence[0]
    return {
        "id": item.PotentialThreatObjectID,
        "base": base,
        "extents": [width, height, depth],
        "set": [[base[0] + int(x), base[1] + int(y), base[2] + int(z)] for z, y, x in np.argwhere(voxels)],
        "mass": shape.get("Mass"),
        "density": shape.get("Density"),
        "volume": shape.get("VolumeOfPTO"),
        "centre": list(shape.CenterOfPTO),
        "polygon": len(shape.BoundingPolygon),
        "images": [ref.ReferencedSOPInstanceUID for ref in shape.ReferencedInstanceSequence],
        "category": assessment.ThreatCategory,
        "description": assessment.ThreatCategoryDescription,
        "flag": assessment.ATDAssessmentFlag,
        "probability": assessment.ATDAssessmentProbability,
    }


def main(path):
    report = dcmread(path)
    print(
        json.dumps(
            {
                "sopClass": report.SOPClassUID,
                "sameInstance": report.SOPInstanceUID == report.file_meta.MediaStorageSOPInstanceUID,
                "validUids": all(uid.is_valid for uid in (report.SOPInstanceUID, report.SeriesInstanceUID, report.StudyInstanceUID)),
                "sopInstance": report.SOPInstanceUID,
                "study": report.StudyInstanceUID,
                "modality": report.Modality,
                "version": report.DICOSVersion,
                "type": report.TDRType,
                "alarm": report.AlarmDecision,
                "abort": [report.AbortFlag, report.get("AbortReason")],
                "time": report.AlarmDecisionTime,
                "total": report.NumberOfTotalObjects,
                "alarms": report.NumberOfAlarmObjects,
                "algorithm": list(report.ThreatDetectionAlgorithmAndVersion),
                "processingMs": report.TotalProcessingTime,
                "object": report.PatientID,
                "scan": [ref.ReferencedSOPInstanceUID for ref in report.ReferencedStudySequence],
                "threats": [describe(item) for item in report.ThreatSequence],
            },
            default=str,
        )
    )


main(sys.argv[1])
