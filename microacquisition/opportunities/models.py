"""Every table of the office, for Django to find."""

from microacquisition.opportunities.agreement.models import *  # noqa: F403
from microacquisition.opportunities.announcing.models import *  # noqa: F403
from microacquisition.opportunities.applications.models import *  # noqa: F403
from microacquisition.opportunities.delivery.models import *  # noqa: F403
from microacquisition.opportunities.evaluation.models import *  # noqa: F403
from microacquisition.opportunities.finding.models import *  # noqa: F403
from microacquisition.opportunities.funding.models import *  # noqa: F403
from microacquisition.opportunities.heartbeat import *  # noqa: F403
from microacquisition.opportunities.intake.models import *  # noqa: F403
from microacquisition.opportunities.opportunity import *  # noqa: F403
from microacquisition.opportunities.payment.models import *  # noqa: F403
from microacquisition.opportunities.posting.models import *  # noqa: F403
from microacquisition.opportunities.questions.models import *  # noqa: F403
from microacquisition.opportunities.reuse.models import *  # noqa: F403
from microacquisition.opportunities.selection.models import *  # noqa: F403
from microacquisition.opportunities.signatures import *  # noqa: F403
from microacquisition.opportunities.statement.models import *  # noqa: F403
