"""Users, suppliers, departments and teams, roles held."""
