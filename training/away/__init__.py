"""A second, separately written generator of baggage CT, for tests away from home.

It shares no geometry, packing, attenuation data or reconstruction code with `faunagate_training.simulator`;
only the layout of what it writes (DICOM series, label volume, truth) is common.
"""
