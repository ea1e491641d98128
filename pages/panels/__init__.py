"""The two menus that lead to all other screens: of the settings pages, and of the web app."""
