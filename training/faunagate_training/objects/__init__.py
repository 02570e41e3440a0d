"""The second stage: what a candidate region of the first network is."""
