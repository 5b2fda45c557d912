"""The windows: the only place that imports Qt."""
