"""The tables of this app, gathered where Django looks for them."""

from microacquisition.reports.open_data.models import ReadUntil, Release
from microacquisition.reports.surveys.models import SurveyAnswer, SurveyAsked, SurveyLink

__all__ = ["ReadUntil", "Release", "SurveyAnswer", "SurveyAsked", "SurveyLink"]
