"""What the benches know of the desk of a million requests; importing it brings nothing of what they measure."""

RARE_PLOT = "731/9"
"""The plot of one household among 7,500: about 130 requests of the million."""
