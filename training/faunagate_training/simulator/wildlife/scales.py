"""Pangolin scales and hawksbill scutes: all families."""

from . import scales_hawksbill, scales_pangolin, scales_skin

FAMILIES = (*scales_pangolin.FAMILIES, *scales_skin.FAMILIES, *scales_hawksbill.FAMILIES)
