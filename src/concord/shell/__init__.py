"""The shell: the log in a database, keys, the clock, files from outside. The core decides."""
