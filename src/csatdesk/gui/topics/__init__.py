"""The page of topics: the tree, the unclassified, the ranking."""
