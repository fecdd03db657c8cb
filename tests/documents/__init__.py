"""Documents handed in: real files, built here with the libraries that people build them with."""
