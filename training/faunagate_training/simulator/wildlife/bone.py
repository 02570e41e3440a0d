"""Skulls, bones, teeth and claws of big cats, bears and apes."""

from . import bone_long, bone_skull, bone_teeth

FAMILIES = (*bone_long.FAMILIES, *bone_skull.FAMILIES, *bone_teeth.FAMILIES)
