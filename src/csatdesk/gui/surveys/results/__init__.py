"""What a survey came to: key figures, all answers, units compared."""
