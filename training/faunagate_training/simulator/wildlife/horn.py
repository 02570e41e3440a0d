"""Rhinoceros horn: all families of whole horns, tips, cups, pieces, powder, beads and handles."""

from . import horn_pieces, horn_whole

FAMILIES = (*horn_whole.FAMILIES, *horn_pieces.FAMILIES)
