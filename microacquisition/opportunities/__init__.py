"""The office: an opportunity from request to close-out."""
