"""Marine products: seahorses and pipefish."""

from . import marine_seahorse

FAMILIES = marine_seahorse.FAMILIES
