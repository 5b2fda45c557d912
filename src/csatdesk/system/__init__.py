"""The machine: paths, settings, keys, passwords, drafts, backup, logs."""
