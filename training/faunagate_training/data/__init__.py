"""Simulated scans on disk, on the model's grid."""
