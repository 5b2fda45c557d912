"""What people read, in six languages."""
