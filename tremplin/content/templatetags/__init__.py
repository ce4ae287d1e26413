"""Template tags of the site’s words."""
