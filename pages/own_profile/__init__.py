"""Editing one's own profile: by a form of the settings pages up to 4.5, by an editor of the web app since 4.6."""
