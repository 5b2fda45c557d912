"""Files in and out; files from outside are read in a capped child process."""
