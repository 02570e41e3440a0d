"""What the model tells apart, in the order of the network's output channels."""

BACKGROUND, IVORY, HORN, SCALES, ANIMAL, MARINE, SHELL, BONE = range(8)

CLASS_NAMES = ("background", "ivory", "horn", "scales", "animal", "marine", "shell", "bone")
"""Index in this tuple = channel of the network = value in a class volume."""
