"""Who gets in: accounts, sessions, proxies, and the gate before the app."""

__all__: list[str] = []
