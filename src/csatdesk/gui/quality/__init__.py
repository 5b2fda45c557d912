"""Quality: offices compared, where points are lost, steps beside a benchmark, the report."""
