"""From an agency's own annotated scans to a model of its own: collect, store, fine-tune, choose thresholds, package."""
