"""What the code may not do, wherever it stands."""
