"""Past evaluations out of files: places compared, the history of each, and what was said."""
