"""Service standards: reading, comparing, drafting, publishing, files and paper."""
