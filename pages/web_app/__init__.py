"""The screens of Mastodon's web app, which its script renders. Begin with `screen`, then `home` and `profile`."""
