"""Administration: offices and hours, people, topics, import, backup, and the look of this computer."""
