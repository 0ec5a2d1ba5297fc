"""The questions' rows of the engine's table: acts beside the life of the opportunity."""

from microacquisition.opportunities.questions import actions, queries
from microacquisition.opportunities.situation import StageStep
from microacquisition.process.rules import questions

# The page that lists every question, with what may be done about each.
LIST = "file_questions"

STEPS = {
    "draft_answer": StageStep(
        gather=queries.gather_answer,
        rules=(questions.a_draft_is_asked_for,),
        form_rules=(questions.its_draft_is_asked_for, questions.draft_is_written),
        act=actions.draft_answer,
        since=queries.client_waits_since,
        until=queries.draft_until,
        turn=queries.waits_for_client,
        page=LIST,
    ),
    "answer_question": StageStep(
        gather=queries.gather_answer,
        rules=(questions.a_question_waits,),
        form_rules=(
            questions.it_still_waits,
            questions.question_is_in_every_language,
            questions.answer_is_in_every_language,
            questions.changed_wording_is_explained,
        ),
        act=actions.publish,
        since=queries.officer_waits_since,
        until=queries.answer_until,
        turn=queries.waits_for_officer,
        page=LIST,
    ),
    "assign_question": StageStep(
        gather=queries.gather_answer,
        rules=(questions.a_question_waits,),
        form_rules=(questions.it_still_waits, questions.it_is_not_with_the_client),
        act=actions.assign_question,
    ),
    "refuse_question": StageStep(
        gather=queries.gather_answer,
        rules=(questions.a_question_waits,),
        form_rules=(
            questions.it_still_waits,
            questions.question_is_in_every_language,
            questions.changed_wording_is_explained,
            questions.it_is_said_why,
        ),
        act=actions.publish,
    ),
    "edit_answer": StageStep(
        gather=queries.gather_answer,
        rules=(questions.something_was_published,),
        form_rules=(
            questions.it_was_published,
            questions.question_is_in_every_language,
            questions.answer_is_in_every_language,
            questions.changed_wording_is_explained,
            questions.something_differs,
            questions.edit_is_explained,
        ),
        act=actions.publish,
    ),
}
