"""What people, browsers and attackers type: nothing of it may break a page, or be guessed at."""
