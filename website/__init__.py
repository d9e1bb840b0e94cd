"""What is done to every page of the site, and to the files that it loads."""
