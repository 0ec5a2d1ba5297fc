"""Forms of the sections that are lists; rows are added and removed without a script."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from microacquisition.common.bilingual import Bilingual
from microacquisition.opportunities.intake.queries import client_people
from microacquisition.opportunities.statement.models import (
    AcceptanceCriterion,
    ApplicationCriterion,
    ClientItem,
    ListedText,
    Statement,
)
from microacquisition.opportunities.statement.section_form import SectionForm
from microacquisition.site.forms import BilingualField, DayField, PageField, WholeNumberField
from microacquisition.site.stash import typed_before

MOST_ROWS = 30
TypedRow = dict[str, str]


class RowsForm(SectionForm):
    """A list of texts: `do` says what was pressed (save, add, remove-N); only save is a sending."""

    model: ClassVar[type[ListedText]]
    row_legend: ClassVar[Any]
    typed_names: ClassVar[tuple[str, ...]] = ("text_en", "text_fr", "code")  # as the page sends them, with _N
    written_names: ClassVar[tuple[str, ...]] = ("text_en", "text_fr")  # a row without any of these is blank
    least_rows: ClassVar[int] = 1
    other_fields: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        statement: Statement,
        request: HttpRequest | None = None,
        **kwargs: Any,
    ) -> None:
        self.statement = statement
        do = data.get("do", "save") if data is not None else ""
        self.is_sending = do == "save"
        self.stored = self.stored_rows()
        if data is None:
            typed = typed_before(request) if request is not None else None
            self.count = _count(typed["rows"][-1]) if typed and "rows" in typed else max(1, len(self.stored))
        else:
            data = self._arrange(data, do)
        super().__init__(data if self.is_sending else None, statement=statement, request=request, **kwargs)
        if data is not None and not self.is_sending:
            self.initial = self._as_initial(dict(data.lists()))

    def stored_rows(self) -> list[ListedText]:
        """The rows as the statement holds them."""
        return list(getattr(self.statement, f"{self.model.__name__.lower()}_set").all())

    def row_fields(self) -> dict[str, forms.Field]:
        """The fields of one row."""
        return {
            "text": BilingualField(label=_("Text"), long=True, rows=5, max_length=5000),
            "code": forms.CharField(widget=forms.HiddenInput, required=False, max_length=12),
        }

    def new_row(self) -> TypedRow:
        """What a row holds when it is added."""
        return {}

    def further_fields(self) -> dict[str, forms.Field]:
        return {
            f"{name}_{number}": field
            for number in range(self.count)
            for name, field in self.row_fields().items()
        }

    def read(self) -> dict[str, Any]:
        initial = {name: getattr(self.statement, name) for name in self.other_fields}
        for number, row in enumerate(self.stored[: self.count]):
            initial |= {f"{name}_{number}": getattr(row, name, "") for name in self.row_fields()}
        return initial

    def rows(self) -> list[list[PageField]]:
        """The fields of each row, for the page."""
        return [[self[f"{name}_{number}"] for name in self.row_fields()] for number in range(self.count)]  # type: ignore[misc]

    def other(self) -> list[PageField]:
        """The fields beside the rows."""
        return [self[name] for name in self.other_fields]  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        if self.count < self.least_rows:
            self.add_error(None, _("Write at least one."))
        return self.cleaned_data

    def write(self) -> None:
        for name in self.other_fields:
            value = self.cleaned_data[name]
            setattr(self.statement, f"{name}_en", value.en)
            setattr(self.statement, f"{name}_fr", value.fr)
        kept = {
            row.code: row
            for row in self.stored_rows()
            if isinstance(row, ApplicationCriterion | AcceptanceCriterion)
        }
        used = []
        for number in range(self.count):
            values = {name: self.cleaned_data[f"{name}_{number}"] for name in self.row_fields()}
            row = kept.pop(values.get("code", ""), None) or self.model(statement=self.statement)
            self.fill_row(row, values)
            row.place = number + 1
            row.save()
            used.append(row.pk)
        self.model.objects.filter(statement=self.statement).exclude(pk__in=used).delete()  # type: ignore[attr-defined]

    def fill_row(self, row: Any, values: dict[str, Any]) -> None:
        """Put one typed row on its table's row."""
        text: Bilingual = values["text"]
        row.text_en, row.text_fr = text.en, text.fr

    def _arrange(self, data: QueryDict, do: str) -> QueryDict:
        """Return what was sent with its rows added, removed and, for a sending, the blank ones left out."""
        rows: list[TypedRow] = [
            {name: data.get(self._number(name, number), "") for name in self.typed_names}
            for number in range(_count(data.get("rows", "0")))
        ]
        if do == "add" and len(rows) < MOST_ROWS:
            rows.append(self.new_row())
        elif do.startswith("remove-"):
            rows = [row for number, row in enumerate(rows) if str(number) != do.removeprefix("remove-")]
        elif self.is_sending:
            rows = [row for row in rows if any(row[name].strip() for name in self.written_names)]
        self.count = len(rows)
        arranged = data.copy()
        for number, row in enumerate(rows):
            for name in self.typed_names:
                arranged[self._number(name, number)] = row.get(name, "")
        return arranged

    def _number(self, name: str, number: int) -> str:
        """`text_en` of row 2 is sent as `text_2_en`."""
        base, _mark, language = name.rpartition("_")
        return f"{base}_{number}_{language}" if language in ("en", "fr") else f"{name}_{number}"


class AcceptanceForm(RowsForm):
    """Work acceptance criteria, with what stands before them."""

    model = AcceptanceCriterion
    row_legend = _("Criterion")
    other_fields = ("acceptance",)
    acceptance = BilingualField(
        label=_("What to say before the criteria"), long=True, rows=4, max_length=5000, required=False
    )


class EvaluationForm(RowsForm):
    """Application evaluation criteria, each with its word limit."""

    model = ApplicationCriterion
    row_legend = _("Criterion")
    typed_names = (*RowsForm.typed_names, "word_limit")

    def row_fields(self) -> dict[str, forms.Field]:
        limit = WholeNumberField(label=_("Words allowed in the answer"), least=20, most=2000)
        limit.initial = self.new_row()["word_limit"]
        return {**super().row_fields(), "word_limit": limit}

    def new_row(self) -> TypedRow:
        return {"word_limit": str(self.statement.opportunity.programme.statement_words)}

    def fill_row(self, row: Any, values: dict[str, Any]) -> None:
        super().fill_row(row, values)
        row.word_limit = values["word_limit"]


class ClientItemsForm(RowsForm):
    """What the supplier gets from the client: item, by when, from whom."""

    model = ClientItem
    row_legend = _("Item")
    typed_names = ("text_en", "text_fr", "due_on", "owner_id")
    written_names = ("text_en", "text_fr", "due_on")
    least_rows = 0

    def row_fields(self) -> dict[str, forms.Field]:
        people = client_people(self.statement.opportunity.team)
        return {
            "text": BilingualField(label=_("Item"), max_length=500),
            "due_on": DayField(label=_("By when")),
            "owner_id": forms.TypedChoiceField(
                label=_("Who provides it"),
                choices=[("", _("Choose a person")), *((str(p.pk), str(p)) for p in people)],
            ),
        }

    def fill_row(self, row: Any, values: dict[str, Any]) -> None:
        super().fill_row(row, values)
        row.due_on, row.owner_id = values["due_on"], values["owner_id"]


def _count(text: str) -> int:
    return min(int(text), MOST_ROWS) if text.isascii() and text.isdecimal() and len(text) < 4 else 0
