"""How an order is found among those who passed."""
