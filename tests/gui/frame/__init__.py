"""The frame of the program: runner, long lists, window, sign-in, palette, help."""
