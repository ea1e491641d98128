"""The five screens, a module each, in the order in which a person meets them. Begin with `accounts`."""
