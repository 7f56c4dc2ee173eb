"""The screens on which reports are added and removed, and the work behind them."""

__all__: list[str] = []
