"""One reader a format; each imports its library, in the process that reads."""
