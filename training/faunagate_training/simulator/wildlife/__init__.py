"""Wildlife objects: what the detector is to find."""
