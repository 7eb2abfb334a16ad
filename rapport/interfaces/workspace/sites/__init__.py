"""What is known of a site, and the pages where it is said."""
