"""Coming in: sign-in, the first start, and the lock. Painted from the settings file alone; imports no store."""
