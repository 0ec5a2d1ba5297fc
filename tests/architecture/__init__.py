"""What the source itself must look like."""
