"""A physics-based simulator of CT scans of baggage, deterministic from a seed."""
