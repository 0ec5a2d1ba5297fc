"""Finding an opportunity: the list, its search and filters, skills, feeds and calendars, the map of the site."""
