"""Faunagate's training house: bag simulator, segmentation network, export and evaluation."""
