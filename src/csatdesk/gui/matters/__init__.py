"""Known matters: the board, what to say, and one answer to all when one ends."""
