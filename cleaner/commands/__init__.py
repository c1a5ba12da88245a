"""What the commands do, apart from the command line: each module is one command's work, without click."""
