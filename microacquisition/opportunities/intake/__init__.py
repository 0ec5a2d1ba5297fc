"""A client asks; an officer accepts or declines kindly."""
