"""How the office's words look on its pages."""
