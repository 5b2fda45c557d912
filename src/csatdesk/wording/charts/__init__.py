"""Charts laid out once, as shapes with words in their places: the screen and paper only paint them."""
