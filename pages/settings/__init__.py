"""The settings pages, which the server renders, with the menu on their left. Begin with `screen`, then `aliases`."""
