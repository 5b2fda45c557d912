"""What evaluations come to."""
