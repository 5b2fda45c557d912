"""What csatdesk does with the machine: files, keys, passwords, a child process."""
