"""Line-scan X-ray: dual-view, dual-energy projections of the simulator's bags."""
