"""The intake: one talk with a customer, from the first word to the saved case, several side by side."""
