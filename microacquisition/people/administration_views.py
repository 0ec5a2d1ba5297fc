"""Administrators' pages: departments, client teams, roles. They see no application and take no step."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language

from microacquisition.people.administration_forms import ClientTeamForm, DepartmentForm, ProposalForm
from microacquisition.people.departments_kept import save_department
from microacquisition.people.accounts import name_team
from microacquisition.people.granting import GrantRefused, confirm_role, end_role, propose_role
from microacquisition.people.models import Department, RoleHeld, User
from microacquisition.people.permissions import IS_ADMINISTRATOR
from microacquisition.people.second_factor import require_second_factor
from microacquisition.process.programmes.register import Register
from microacquisition.process.roles import Role
from microacquisition.site.access import access
from microacquisition.site.refusals import refused_page
