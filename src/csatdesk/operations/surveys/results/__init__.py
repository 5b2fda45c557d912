"""What the answers of a survey come to. Whatever is counted passes `tallies`, which hides what is too few."""
