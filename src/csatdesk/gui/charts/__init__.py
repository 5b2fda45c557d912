"""Charts on screen: the layout of `wording.charts` painted, with every mark within reach of the keyboard."""
