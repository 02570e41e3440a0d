"""Bones, teeth and claws of big cats, bears and apes."""

from . import bone_long, bone_teeth

FAMILIES = (*bone_long.FAMILIES, *bone_teeth.FAMILIES)
