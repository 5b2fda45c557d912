"""The page of quality."""
