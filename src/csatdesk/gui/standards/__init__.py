"""Service standards: to read, to compare, and to write as drafts."""
