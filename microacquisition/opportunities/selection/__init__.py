"""The draw, its commitment, the order, the offer."""
