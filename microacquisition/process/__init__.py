"""The law of buying: pure Python, readable by a procurement officer."""
