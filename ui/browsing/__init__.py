"""The screens on which reports and judgements are read."""

__all__: list[str] = []
