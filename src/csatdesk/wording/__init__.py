"""What people read: translation, dates and numbers, names of kinds and states."""
