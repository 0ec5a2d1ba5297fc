"""What stands behind the ports, each against the documented shape of the outside."""
