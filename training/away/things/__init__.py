"""What is packed: everyday things, things that look like wildlife, and wildlife. Every maker takes (rng, step_mm)."""
