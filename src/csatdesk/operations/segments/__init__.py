"""One page for each segment of customers: what is wanted for them, what is promised, and what came of it."""
