"""What surrounds the code: set-up, packages."""
