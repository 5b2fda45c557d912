"""Pages of segments: what is written, what is counted beside it, and how it leaves on paper."""
