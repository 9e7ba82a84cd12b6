"""A generator of random programs in async C: see ../generate.py."""
