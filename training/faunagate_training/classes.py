"""The classes of the first model, in the order of the network's output channels."""

BACKGROUND, IVORY, HORN, SCALES, ANIMAL = range(5)

CLASS_NAMES = ("background", "ivory", "horn", "scales", "animal")
"""Index in this tuple = channel of the network = value in a class volume."""
