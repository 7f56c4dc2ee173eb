"""How well questions are answered and cited: cases are run, runs scored, scores compared."""

from eval.cases import Selection, read_cases
from eval.compare import Comparison, compare
from eval.corpora import Corpora
from eval.errors import EvalError, GoldError, RecordingError, RunError, SheetError
from eval.evaluation import Evaluation
from eval.metrics import Measure, measures
from eval.run import Run
from eval.scorecard import Scorecard, Scored, Summary, score
from eval.scores import read_scores
from eval.systems import SYSTEMS
from eval.types import Case, Outcome, Score, Task

__all__ = [
    "SYSTEMS",
    "Case",
    "Comparison",
    "Corpora",
    "EvalError",
    "Evaluation",
    "GoldError",
    "Measure",
    "Outcome",
    "RecordingError",
    "Run",
    "RunError",
    "Score",
    "Scorecard",
    "Scored",
    "Selection",
    "SheetError",
    "Summary",
    "Task",
    "compare",
    "measures",
    "read_cases",
    "read_scores",
    "score",
]
