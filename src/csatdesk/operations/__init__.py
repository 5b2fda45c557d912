"""One function for each thing a person does: commands change, queries read."""
