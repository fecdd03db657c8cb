"""The HTTP interface: the review desk and the cards for other programs, under `/api/v1`."""
