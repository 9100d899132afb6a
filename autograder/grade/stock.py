"""nbgrader as a library: without its log on the terminal, and without warnings that only its authors can act on."""

from __future__ import annotations

import logging
import warnings


def quiet() -> logging.Logger:
    """A logger for nbgrader's converters that says nothing: what matters is in our notes and reasons."""
    from sqlalchemy.exc import SAWarning

    warnings.filterwarnings("ignore", category=SAWarning, module=r"nbgrader\.")
    logger = logging.getLogger("autograder.nbgrader")
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    return logger
