"""Contact lists of surveys: taken over, mended, agreed to, submitted."""
