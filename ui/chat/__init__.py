"""The conversation: questions, answers, their proof, and what is kept and taken away of them."""

__all__: list[str] = []
