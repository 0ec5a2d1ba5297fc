"""What we ask of the outside, one small interface a file."""
