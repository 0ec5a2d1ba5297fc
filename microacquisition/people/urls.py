"""Addresses of signing in, second factors, one's own pages, and administration.

Names that begin with `account_` or `mfa_` are those that django-allauth looks up.
"""

from microacquisition.people import (
    address_views,
    administration_views,
    delegation_views,
    demo_views,
    factor_reset,
    profile_views,
    second_factor_views,
    sign_in_views,
)
from microacquisition.site.urls import bilingual_path

sign_in_patterns = [
    bilingual_path("sign-in/", "connexion/", sign_in_views.ask_for_code, "account_login"),
    bilingual_path(
        "sign-in/code/", "connexion/code/", sign_in_views.enter_code, "account_confirm_login_code"
    ),
    bilingual_path(
        "sign-in/closed/", "connexion/compte-ferme/", sign_in_views.say_account_closed, "account_inactive"
    ),
    bilingual_path(
        "sign-in/link/<str:token>/", "connexion/lien/<str:token>/", sign_in_views.use_link, "use_link"
    ),
    bilingual_path("sign-in/next/", "connexion/suite/", sign_in_views.go_on_after_sign_in, "after_sign_in"),
    bilingual_path("demo/", "demo/", demo_views.sign_in_as, "sign_in_as"),
    bilingual_path("sign-out/", "deconnexion/", sign_in_views.sign_out, "account_logout"),
    bilingual_path(
        "sign-in/second-factor/",
        "connexion/deuxieme-facteur/",
        second_factor_views.use_at_sign_in,
        "mfa_authenticate",
    ),
]

second_factor_patterns = [
    bilingual_path("second-factor/", "deuxieme-facteur/", second_factor_views.list_factors, "mfa_index"),
    bilingual_path(
        "second-factor/choose/",
        "deuxieme-facteur/choisir/",
        second_factor_views.choose,
        "choose_second_factor",
    ),
    bilingual_path(
        "second-factor/use/", "deuxieme-facteur/utiliser/", second_factor_views.use_again, "use_second_factor"
    ),
    bilingual_path(
        "second-factor/app/",
        "deuxieme-facteur/application/",
        second_factor_views.set_up_app,
        "mfa_activate_totp",
    ),
    bilingual_path(
        "second-factor/passkey/",
        "deuxieme-facteur/cle-d-acces/",
        second_factor_views.add_passkey,
        "mfa_add_webauthn",
    ),
    bilingual_path(
        "second-factor/recovery-codes/",
        "deuxieme-facteur/codes-de-secours/",
        second_factor_views.show_recovery_codes,
        "mfa_view_recovery_codes",
    ),
    bilingual_path(
        "second-factor/go-on/",
        "deuxieme-facteur/continuer/",
        second_factor_views.go_back,
        "go_on_after_second_factor",
    ),
    bilingual_path(
        "second-factor/<int:factor_id>/remove/",
        "deuxieme-facteur/<int:factor_id>/retirer/",
        second_factor_views.remove_factor,
        "remove_second_factor",
    ),
]

profile_patterns = [
    bilingual_path("welcome/", "bienvenue/", profile_views.welcome, "welcome"),
    bilingual_path("profile/", "profil/", profile_views.profile, "profile"),
    bilingual_path("profile/email/", "profil/courriel/", address_views.ask_for_address, "change_address"),
    bilingual_path(
        "profile/email/code/", "profil/courriel/code/", address_views.confirm_address, "confirm_address"
    ),
    bilingual_path("profile/team/", "profil/equipe/", profile_views.choose_team, "join_team"),
    bilingual_path(
        "profile/team/<uuid:team_id>/leave/",
        "profil/equipe/<uuid:team_id>/quitter/",
        profile_views.end_membership,
        "leave_team",
    ),
    bilingual_path(
        "profile/supplier/", "profil/fournisseur/", profile_views.supplier_profile, "supplier_profile"
    ),
    bilingual_path("profile/my-data/", "profil/mes-donnees/", profile_views.own_data, "own_data"),
    bilingual_path(
        "profile/my-data.json", "profil/mes-donnees.json", profile_views.own_data_file, "own_data_file"
    ),
    bilingual_path("profile/close/", "profil/fermer/", profile_views.end_account, "close_account"),
]

administration_patterns = [
    bilingual_path(
        "administration/departments/",
        "administration/ministeres/",
        administration_views.list_departments,
        "department_list",
    ),
    bilingual_path(
        "administration/departments/add/",
        "administration/ministeres/ajouter/",
        administration_views.add_department,
        "add_department",
    ),
    bilingual_path(
        "administration/departments/<slug:code>/",
        "administration/ministeres/<slug:code>/",
        administration_views.change_department,
        "change_department",
    ),
    bilingual_path(
        "administration/departments/<slug:code>/teams/add/",
        "administration/ministeres/<slug:code>/equipes/ajouter/",
        administration_views.add_client_team,
        "add_client_team",
    ),
    bilingual_path(
        "administration/delegations/",
        "administration/delegations/",
        delegation_views.list_delegations,
        "delegation_list",
    ),
    bilingual_path(
        "administration/departments/<slug:code>/delegations/add/",
        "administration/ministeres/<slug:code>/delegations/ajouter/",
        delegation_views.add_delegation,
        "add_delegation",
    ),
    bilingual_path(
        "administration/delegations/<uuid:delegation_id>/end/",
        "administration/delegations/<uuid:delegation_id>/terminer/",
        delegation_views.end,
        "end_delegation",
    ),
    bilingual_path(
        "administration/people/<uuid:person_id>/second-factor/",
        "administration/personnes/<uuid:person_id>/deuxieme-facteur/",
        factor_reset.reset_factor,
        "reset_second_factor",
    ),
    bilingual_path(
        "administration/roles/", "administration/roles/", administration_views.list_roles, "role_list"
    ),
    bilingual_path(
        "administration/roles/propose/",
        "administration/roles/proposer/",
        administration_views.propose,
        "propose_role",
    ),
    bilingual_path(
        "administration/roles/<uuid:role_id>/confirm/",
        "administration/roles/<uuid:role_id>/confirmer/",
        administration_views.confirm,
        "confirm_role",
    ),
    bilingual_path(
        "administration/roles/<uuid:role_id>/end/",
        "administration/roles/<uuid:role_id>/terminer/",
        administration_views.end,
        "end_role",
    ),
]

urlpatterns = [*sign_in_patterns, *second_factor_patterns, *profile_patterns, *administration_patterns]
