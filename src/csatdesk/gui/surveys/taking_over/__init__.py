"""Answers of others from a file: the file, what its columns and values mean, the check, the import."""
