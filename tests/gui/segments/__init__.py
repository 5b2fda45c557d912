"""The page of a segment, by keyboard."""
