"""The user guide, shown in the program."""
