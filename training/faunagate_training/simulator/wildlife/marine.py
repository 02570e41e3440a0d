"""Marine products: seahorses and pipefish, shark fins, sea cucumber, abalone, fish maw, gill plates."""

from . import marine_dried, marine_fins, marine_seahorse

FAMILIES = (*marine_seahorse.FAMILIES, *marine_fins.FAMILIES, *marine_dried.FAMILIES)
